"""Builders that other rooms' tests may use: the demo world's people, by name."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from psycopg.types.range import DateRange

from digione.foundation.access import Actor, Role
from digione.foundation.identity import ties
from digione.foundation.identity.models import Tie
from digione.foundation.language import sort_key
from digione.foundation.sealing import seal
from digione.foundation.tenancy import current_tenant, uuid7

from . import models, rules
from .actions.standing import as_span, tie_person

SINCE: Final = datetime.date(2020, 8, 1)


@dataclass(frozen=True, slots=True)
class Family:
    """Two learners and their two guardians who live with them."""

    aino: UUID
    eetu: UUID
    sanna: UUID
    mikko: UUID


@dataclass(frozen=True, slots=True)
class ProtectedFamily:
    """Lilja is protected; her brother Onni and her guardian Anna live with her, Ville does not."""

    lilja: UUID
    onni: UUID
    anna: UUID
    ville: UUID


def a_person(call_name: str, family_name: str = "Korhonen", **facts: Any) -> UUID:
    person = models.Person.objects.create(
        given_names=call_name,
        call_name=call_name,
        family_name=family_name,
        sort_key=sort_key(family_name, call_name),
        **facts,
    )
    return person.id


def a_guardianship(guardian_id: UUID, learner_id: UUID, **facts: Any) -> UUID:
    """Joint, from long ago, until further notice; `facts` say otherwise."""
    standing = {"kind": "joint", "span": DateRange(SINCE, None), **facts}
    return models.Guardianship.objects.create(
        guardian_id=guardian_id, learner_id=learner_id, **standing
    ).id


def a_contact_point(person_id: UUID, kind: str, value: str) -> UUID:
    sealed = seal(value, about=person_id, field=kind)
    return models.ContactPoint.objects.create(person_id=person_id, kind=kind, value=sealed).id


def a_family() -> Family:
    """Aino and Eetu Korhonen with Sanna and Mikko."""
    family = Family(
        aino=a_person("Aino", birth_date=datetime.date(2015, 5, 14)),
        eetu=a_person("Eetu", birth_date=datetime.date(2013, 9, 2)),
        sanna=a_person("Sanna"),
        mikko=a_person("Mikko"),
    )
    for guardian_id in (family.sanna, family.mikko):
        for learner_id in (family.aino, family.eetu):
            a_guardianship(guardian_id, learner_id)
    return family


def a_protected_family() -> ProtectedFamily:
    """The Salo family: Lilja, Onni, their mother Anna, and Ville who may not know where."""
    family = ProtectedFamily(
        lilja=a_person("Lilja", "Salo", protected=True, birth_date=datetime.date(2014, 3, 8)),
        onni=a_person("Onni", "Salo"),
        anna=a_person("Anna", "Salo"),
        ville=a_person("Ville", "Salo"),
    )
    for learner_id in (family.lilja, family.onni):
        a_guardianship(family.anna, learner_id)
    a_guardianship(family.ville, family.lilja, lives_with=False)
    return family


def an_employee(
    call_name: str, family_name: str, *, role: Role, school_id: UUID | None = None
) -> UUID:
    person_id = a_person(call_name, family_name)
    an_employment(person_id, role=role, school_id=school_id)
    return person_id


def an_employment(person_id: UUID, *, role: Role, school_id: UUID | None = None) -> None:
    """From long ago, until further notice."""
    models.Employment.objects.create(
        person_id=person_id, school_id=school_id, role=role, span=DateRange(SINCE, None)
    )


def a_teacher(school_id: UUID) -> UUID:
    """Minna Lahtinen."""
    return an_employee("Minna", "Lahtinen", role=Role.TEACHER, school_id=school_id)


def a_principal(school_id: UUID) -> UUID:
    """Jari Koskela."""
    return an_employee("Jari", "Koskela", role=Role.PRINCIPAL, school_id=school_id)


def a_secretary(school_id: UUID) -> UUID:
    """Tuula Heino."""
    return an_employee("Tuula", "Heino", role=Role.SECRETARY, school_id=school_id)


def actor_of(person_id: UUID, *roles: Role) -> Actor:
    """The person at work in the municipality that the test is in."""
    return Actor(current_tenant(), person_id, frozenset(roles), account_id=uuid7())


def an_administrator() -> Actor:
    """Who keeps persons for the whole municipality."""
    return actor_of(uuid7(), Role.ADMINISTRATOR)


def broken_rules() -> list[str]:
    """What the room's own actions would never have written; loaders must not either."""
    return [*_guardianships_beyond_the_rules(), *_ties_beyond_the_facts()]


def _guardianships_beyond_the_rules() -> Iterator[str]:
    for one in models.Guardianship.objects.select_related("learner"):
        span, born = as_span(one.span), one.learner.birth_date
        try:
            right = rules.guardianship_span(span.start, span.last_day, born)
            others = models.Guardianship.objects.filter(
                learner_id=one.learner_id, span__overlap=one.span
            ).exclude(id=one.id)
            rules.checked_rights(_rights_of(one), map(_rights_of, others))
        except rules.Refused as refused:
            yield f"guardianship of {one.learner_id}: {refused}"
        else:
            if right.last_day != span.last_day:
                yield f"guardianship of {one.learner_id}: holds beyond {right.last_day}"


def _rights_of(one: models.Guardianship) -> rules.Rights:
    return rules.Rights(kind=one.kind, may_know=one.may_know, may_decide=one.may_decide)


def _ties_beyond_the_facts() -> Iterator[str]:
    """Tied once more for what stands, nobody has other roles than before."""
    tied = ties.persons_tied(current_tenant(), models.Person.objects.values_list("id", flat=True))
    system = actor_of(uuid7(), Role.OPERATOR)
    for person_id in tied:
        before = _ties_of(person_id)
        tie_person(system, person_id)
        after = _ties_of(person_id)
        if after != before:
            yield f"ties of {person_id}: {sorted(before - after)} are not {sorted(after - before)}"


def _ties_of(person_id: UUID) -> set[tuple[Any, ...]]:
    own = Tie.objects.filter(tenant_id=current_tenant(), person_id=person_id)
    return set(own.values_list("role", "starts_on", "ends_on"))
