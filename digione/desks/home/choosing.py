"""Which hat the reader wears: one role in one place, kept in the session, changed by one press."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from digione.foundation.access import Actor, Request, Role

KEPT_AS: Final = "hat"
NATIONAL: Final = "national"
# The day's work comes before the family's, and nobody lacks a desk.
_ORDER: Final = (
    Role.TEACHER,
    Role.PRINCIPAL,
    Role.SPECIAL_NEEDS_TEACHER,
    Role.SECRETARY,
    Role.ADMINISTRATOR,
    Role.DATA_PROTECTION_OFFICER,
    Role.GUARDIAN,
    Role.LEARNER,
    Role.VENDOR,
    Role.OPERATOR,
)
# At home, and before a class, one is the same person everywhere: these merge all municipalities.
_MERGED: Final = frozenset({Role.GUARDIAN, Role.LEARNER, Role.TEACHER, Role.SPECIAL_NEEDS_TEACHER})


@dataclass(frozen=True, slots=True)
class Place:
    """One municipality that a hat reaches, and the actor who is in it."""

    slug: str
    name: str
    theme: str
    actor: Actor


@dataclass(frozen=True, slots=True)
class Hat:
    key: str
    role: Role
    places: tuple[Place, ...]

    @property
    def text(self) -> str:
        """`Teacher · Koivula`; whoever has one desk for all places has no place in its name."""
        if len(self.places) != 1:
            return str(self.role.label)
        return f"{self.role.label} · {self.places[0].name}"

    @property
    def theme(self) -> str:
        themes = {place.theme for place in self.places}
        return themes.pop() if len(self.places) == 1 else NATIONAL


def hats_of(request: Request) -> list[Hat]:
    """Every hat that the reader's ties bring, the likeliest one first."""
    hats: list[Hat] = []
    for role in _ORDER:
        places = _places(request, role)
        if places and role in _MERGED:
            hats.append(Hat(str(role), role, places))
        else:
            hats.extend(Hat(f"{role}:{place.slug}", role, (place,)) for place in places)
    return hats


def worn(request: Request, hats: Sequence[Hat]) -> Hat | None:
    """The hat chosen in this session, if the reader still has it, else the likeliest one."""
    kept = request.session.get(KEPT_AS)
    return next((hat for hat in hats if hat.key == kept), hats[0] if hats else None)


def wear(request: Request, key: str) -> None:
    """Keeps the choice for the session; a hat that is not the reader's is not kept."""
    if any(hat.key == key for hat in hats_of(request)):
        request.session[KEPT_AS] = key


def _places(request: Request, role: Role) -> tuple[Place, ...]:
    return tuple(
        Place(tie.slug, str(tie.municipality), tie.theme, actor.acting_as(role))
        for tie in request.ties
        if tie.role == role
        for actor in request.actors
        if (actor.tenant_id, actor.person_id) == (tie.tenant_id, tie.person_id)
    )
