"""Who stands in which relation to whom today, as sub-selects that cost no query of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from digione.foundation import clock
from digione.foundation.access import Actor, Role

from . import models
from .rules import ADULT, latest_birth

Persons = QuerySet[Any, Any]
R = TypeVar("R", bound=Callable[[Actor], Persons])



class _Entitling:
    """Relations (actor -> ids of persons) that entitle roles to something of those persons.

    The rooms above add theirs when they are imported; a relation nobody added entitles nobody.
    """

    def __init__(self) -> None:
        self._known: list[tuple[frozenset[Role], Callable[[Actor], Persons]]] = []

    def __call__(self, *roles: Role) -> Callable[[R], R]:
        def remember(relation: R) -> R:
            self._known.append((frozenset(roles), relation))
            return relation

        return remember

    def named(self, actor: Actor) -> Iterator[Callable[[Actor], Persons]]:
        """The relations that the actor's roles bring."""
        for roles, relation in self._known:
            if roles & actor.roles:
                yield relation

    def of(self, actor: Actor) -> Iterator[Persons]:
        """What those relations give this actor, a sub-select each."""
        for relation in self.named(actor):
            yield relation(actor)


know_places: Final = _Entitling()  # however protected: their place and contact data
entrusted_to: Final = _Entitling()  # learners: their names, their guardians, how to reach them


def children_of(actor: Actor, *, deciding: bool = False) -> QuerySet[models.Guardianship, UUID]:
    """Learners whose guardian the actor is today, with the right to know (or to decide)."""
    right = {"may_decide": True} if deciding else {"may_know": True}
    wards = models.Guardianship.objects.filter(
        guardian_id=actor.person_id, span__contains=clock.today(), **right
    )
    return wards.values_list("learner_id", flat=True)


@know_places(Role.GUARDIAN)
def children_at_home(actor: Actor) -> Persons:
    """Of those children, the ones who live with the guardian."""
    return children_of(actor).filter(lives_with=True)


def oneself_of_age(actor: Actor) -> Persons:
    """The actor's own person, if they are an adult today."""
    grown = models.Person.objects.filter(
        id=actor.person_id, birth_date__lte=latest_birth(ADULT, clock.today())
    )
    return grown.values_list("id", flat=True)


def schools_of(actor: Actor, *roles: Role) -> QuerySet[models.Employment, UUID | None]:
    """Schools where the actor is employed today in one of `roles`, or in any of their roles."""
    held = models.Employment.objects.filter(
        person_id=actor.person_id,
        span__contains=clock.today(),
        role__in=roles or actor.roles,
        school__isnull=False,
    )
    return held.values_list("school_id", flat=True)


@know_places(Role.PRINCIPAL)
def staff_led(actor: Actor) -> Persons:
    """Those employed today at the schools that the actor leads."""
    staff = models.Employment.objects.filter(
        school_id__in=schools_of(actor, Role.PRINCIPAL), span__contains=clock.today()
    )
    return staff.values_list("person_id", flat=True)
