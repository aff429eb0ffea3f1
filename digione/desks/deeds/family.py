"""Whose deeds a reader at home may turn to: their own and the children's, in every place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from digione.foundation.access import Actor, Request, Role, acting
from digione.school.people import public as people

_AT_HOME = frozenset({Role.GUARDIAN, Role.LEARNER})


@dataclass(frozen=True, slots=True)
class Tab:
    """One person of the family; the one whose page this is, is `current`."""

    text: str
    url: str
    current: bool


def family_of(request: Request, shown: UUID) -> list[Tab]:
    """Nothing where there is nobody else to turn to, or the page is about a stranger."""
    actors = [actor for actor in request.actors if actor.roles & _AT_HOME]
    tabs = [tab for actor in actors for tab in _tabs(request, actor, shown, len(actors) > 1)]
    return tabs if len(tabs) > 1 and any(tab.current for tab in tabs) else []


def _tabs(request: Request, actor: Actor, shown: UUID, several: bool) -> Iterator[Tab]:
    here = actor.tenant_id == request.actor.tenant_id
    with nullcontext() if here else acting(actor):
        family = people.home_of(actor)
    slug, place = _place(request, actor)
    for person in family:
        parts = {"municipality": slug, "person_id": person.id}
        own = person.id == actor.person_id
        text = _("Me") if own else person.call_name
        yield Tab(
            text=f"{text} · {place}" if own and several else text,
            url=reverse("deeds:deeds", kwargs=parts),
            current=here and person.id == shown,
        )


def _place(request: Request, actor: Actor) -> tuple[str, str]:
    return next(
        (tie.slug, str(tie.municipality))
        for tie in request.ties
        if tie.tenant_id == actor.tenant_id
    )
