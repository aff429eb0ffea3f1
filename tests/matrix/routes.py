"""How each route is asked about a named thing, and what each person should be answered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.urls import reverse

from . import sent
from .cast import CAST, GONE, NOBODY, SLUGS, actor_in
from .expected import EXPECTED, Reaches
from .sent import ABSENT, Sent
from .world import World

NONE: Final = "-"  # a route that is about nothing in particular
DESK: Final = "home:desk"  # of all municipalities at once
API: Final = "api:"


@dataclass(frozen=True, slots=True)
class Way:
    """One method of one route: which permission, about which kind of things, with what answer.

    `reaches` says it where the page is narrower than the permission; `otherwise` is the answer
    for a thing out of reach; `shows` asks whether a list shows the thing, instead of the status.
    """

    route: str
    method: str
    permission: str
    status: int
    kind: str = NONE
    parts: Callable[[World, str], Sent] = lambda world, thing: {}
    asks: Callable[[World, str], Sent] = lambda world, thing: {}
    sends: Callable[[World, str], Sent] = lambda world, thing: {}
    reaches: Reaches | None = None
    otherwise: Mapping[str, int] = field(default_factory=dict)
    shows: str = ""
    writes: bool = False

    @property
    def name(self) -> str:
        return f"{self.method} {self.route}"

    def address(self, world: World, slug: str, thing: str) -> str:
        if self.route == DESK:
            return reverse(self.route)
        parts = self.parts(world, thing)
        if not self.route.startswith(API):
            return reverse(self.route, kwargs={"municipality": slug, **parts})
        tail = "/marks" if self.route == "api:marks" else ""
        return f"/{slug}/api/v1/attendance/registers/{parts['lesson_id']}/{parts['day']}{tail}"

    def roles(self) -> set[str]:
        return set(EXPECTED[self.permission].roles.split())

    def reached(self, actor: str, everything: set[str]) -> set[str]:
        """The things that the actor reaches by this way, in names."""
        if self.kind == NONE:
            return {NONE} if self.reaches is None else set(self.reaches.get(actor, "").split())
        if self.reaches is None:
            return EXPECTED[self.permission].names(actor, everything)
        said = self.reaches.get(actor, "")
        return everything if said == "*" else set(said.split())


@dataclass(frozen=True, slots=True)
class Cell:
    """One question: who asks what about whom, and the answer that is right."""

    way: Way
    asker: str
    slug: str
    thing: str
    status: int
    shown: bool | None = None

    def __str__(self) -> str:
        return f"{self.way.name} about {self.thing} in {self.slug} by {self.asker}"


_HOMES: Final = {
    "sanna": "aino eetu",
    "taina": "vaino veeti",
    "fatima": "yusuf",
    "petri": "oona",
    "helmi": "helmi",
    "sanna8": "elsa",
}
_OFFICES: Final = {
    "jari": "aino eetu vaino veeti",
    "tuula": "aino eetu vaino veeti",
    "kaisa": "helmi yusuf oona",
    "bjorn": "elsa",
    "gunilla": "elsa",
}
_LED: Final = {
    "jari": "mannikko",
    "tuula": "mannikko",
    "kaisa": "koulu",
    "bjorn": "skola",
    "gunilla": "skola",
}
_IMPORT: Final = "organisations.register:import"
_KEEPERS: Final = {"leena": NONE, "goran": NONE}  # what the file must hold its own tests say
_TAKE, _REPORT, _EXPLAIN = (
    "attendance.register:take",
    "attendance.report:create",
    "attendance.mark:explain",
)
# As persons to be looked at they are what others of the cast are: colleagues, officers, machines.
_LIKE_OTHERS: Final = frozenset(
    [
        "kari",
        "fatima",
        "outi",
        "sari",
        "kalle",
        "olli",
        "asa",
        "kaisa",
        "ritva",
        "seija",
        "leena",
        "timo",
        "vendor",
        "support",
    ]
)
# Homes are asked about their own children whatever the address names.
_SHEET: Final = dict.fromkeys(_HOMES, 200)
_NO_CHOICE: Final = dict.fromkeys(_HOMES, 422)

WAYS: Final = (
    Way("home:learner", "GET", "enrolment.learner:view", 200, "learner", sent.learner),
    Way(
        "home:search",
        "GET",
        "enrolment.members:view",
        200,
        "learner",
        asks=lambda world, thing: {"q": _family(world, thing)},
        reaches=EXPECTED["enrolment.learner:view"].reaches,
        shows="learner",
    ),
    Way(
        "home:persons",
        "GET",
        "people.deeds:view",
        200,
        "person",
        asks=lambda world, thing: {"q": _family(world, thing)},
        reaches=EXPECTED["people.person:view"].reaches,
        shows="person",
    ),
    Way("home:today", "GET", "attendance.mark:follow_up", 200, "school", sent.school, reaches=_LED),
    Way("enrolment:group", "GET", "enrolment.group:view", 200, "group", sent.group),
    Way(
        "enrolment:rename",
        "POST",
        "enrolment.group:change",
        303,
        "group",
        sent.group,
        sends=lambda world, thing: {"name": "Uusi nimi", "version": "1"},
        writes=True,
    ),
    Way("organisaatiopalvelu:import", "GET", _IMPORT, 200, reaches=_KEEPERS),
    Way("organisaatiopalvelu:import", "POST", _IMPORT, 422, reaches=_KEEPERS),
    Way("organisaatiopalvelu:apply", "POST", _IMPORT, 303, reaches=_KEEPERS),
    Way("deeds:deeds", "GET", "people.deeds:view", 200, "person", sent.person),
    Way(
        "attendance:lessons",
        "GET",
        _TAKE,
        302,
        reaches=dict.fromkeys(("minna", "petri", "outi", "sari", "asa", "majken"), NONE),
        otherwise=dict.fromkeys(("kalle", "kaisa", "jari", "ritva", "bjorn"), 200),
    ),
    Way("attendance:register", "GET", _TAKE, 200, "register", sent.register),
    Way(
        "attendance:register",
        "POST",
        _TAKE,
        303,
        "register",
        sent.register,
        sends=sent.marks,
        writes=True,
    ),
    Way(
        "attendance:mark",
        "POST",
        _TAKE,
        200,
        "register",
        sent.register,
        sends=sent.mark,
        writes=True,
    ),
    Way(
        "attendance:notes",
        "POST",
        _TAKE,
        303,
        "register",
        sent.register,
        sends=sent.notes,
        writes=True,
    ),
    Way("api:register", "GET", _TAKE, 200, "register", sent.register),
    Way(
        "api:marks",
        "POST",
        _TAKE,
        200,
        "register",
        sent.register,
        sends=sent.api_marks,
        writes=True,
    ),
    Way(
        "attendance:report",
        "GET",
        _REPORT,
        200,
        "learner",
        asks=lambda world, thing: {"learner": str(sent.named(world, "learner", thing))},
        reaches={**_HOMES, **_OFFICES},
        otherwise=_SHEET,
    ),
    Way(
        "attendance:report",
        "POST",
        _REPORT,
        303,
        "learner",
        sends=sent.reported,
        reaches={**_HOMES, **_OFFICES},
        otherwise=_NO_CHOICE,
        writes=True,
    ),
    Way("attendance:change_report", "GET", _REPORT, 200, "report", sent.report, reaches=_HOMES),
    Way(
        "attendance:change_report",
        "POST",
        _REPORT,
        303,
        "report",
        sent.report,
        sends=sent.changed,
        reaches=_HOMES,
        writes=True,
    ),
    Way(
        "attendance:withdraw",
        "POST",
        _REPORT,
        303,
        "report",
        asks=lambda world, thing: {"report": str(sent.report(world, thing)["report_id"])},
        writes=True,
    ),
    Way("attendance:explain", "POST", _EXPLAIN, 303, "mark", sends=sent.explained, writes=True),
    Way("attendance:take_back", "POST", _EXPLAIN, 303, "mark", asks=sent.of_today),
    Way(
        "attendance:react",
        "POST",
        "attendance.mark:follow_up",
        303,
        "mark",
        sends=sent.reacted,
        writes=True,
    ),
)


def _family(world: World, thing: str) -> str:
    if thing in CAST:
        return CAST[thing].family_name
    return world.families.get(thing, "Nikamaa")


def address(world: World, cell: Cell) -> str:
    return cell.way.address(world, cell.slug, cell.thing)


def body(world: World, cell: Cell) -> dict[str, Any]:
    """What a test client sends with it."""
    sent = cell.way.sends(world, cell.thing)
    if cell.way.route.startswith(API) and sent:
        return {
            "data": json.dumps(sent),
            "content_type": "application/json",
            "headers": {"Idempotency-Key": f"{cell.asker}-{cell.thing}"},
        }
    return {"data": sent} if sent else {}


def cells(world: World, askers: tuple[str, ...], ways: tuple[Way, ...] = WAYS) -> Iterator[Cell]:
    """Every way asked by everyone about everything: here, next door, and what is not there."""
    for way in ways:
        for tenant_id, slug in SLUGS.items():
            for asker in _near(askers, tenant_id):
                for thing in _things(world, way, asker, tenant_id):
                    yield _cell(world, way, (asker, slug, tenant_id), thing)


def _near(askers: tuple[str, ...], tenant_id: int) -> Iterator[str]:
    """Everybody of the municipality; of those without a tie to it one of each set of roles."""
    strangers: set[object] = set()
    for asker in askers:
        kind = CAST[asker].roles if asker in CAST else asker
        if asker == NOBODY or asker in GONE or actor_in(asker, tenant_id) or kind not in strangers:
            yield asker
        if asker != NOBODY and not actor_in(asker, tenant_id):
            strangers.add(kind)


def _things(world: World, way: Way, asker: str, tenant_id: int) -> list[str]:
    """Where the asker has no tie, or no role for it, one thing says what all would."""
    if way.kind == NONE:
        return [NONE]
    things = [thing for thing in world.things[way.kind] if thing not in _LIKE_OTHERS]
    if way.method == "POST" and way.kind == "register":
        things = [thing for thing in things if thing.endswith("today")]
    own = [thing for thing in things if world.tenants[way.kind, thing] == tenant_id]
    other = [thing for thing in things if world.tenants[way.kind, thing] != tenant_id]
    actor = None if asker == NOBODY else actor_in(asker, tenant_id)
    if actor is None or not has_role(way, actor):
        return [*own[:1], ABSENT]
    return [*own, *other[:1], ABSENT]


def has_role(way: Way, actor: str) -> bool:
    return bool(way.roles() & {str(role) for role in CAST[actor].roles})


def _cell(world: World, way: Way, where: tuple[str, str, int], thing: str) -> Cell:
    asker, slug, tenant_id = where
    if asker == NOBODY:
        return Cell(way, asker, slug, thing, 401 if way.route.startswith(API) else 302)
    actor = actor_in(asker, tenant_id)
    if actor is None:
        return Cell(way, asker, slug, thing, 404)
    if not has_role(way, actor):
        return Cell(way, asker, slug, thing, 403)
    own = {
        one for one in world.things.get(way.kind, {}) if world.tenants[way.kind, one] == tenant_id
    }
    reached = thing in way.reached(actor, own)
    if way.shows:
        return Cell(way, asker, slug, thing, way.status, shown=reached)
    refused = way.otherwise.get(actor, 404)
    return Cell(way, asker, slug, thing, way.status if reached else refused)


def desks(askers: tuple[str, ...]) -> Iterator[Cell]:
    """The start page of everyone who has a role."""
    way = Way(DESK, "GET", "organisations.school:view", 200)
    for asker in askers:
        if asker not in {NOBODY, *GONE}:
            yield Cell(way, asker, SLUGS[CAST[asker].tenant_id], NONE, 200)
