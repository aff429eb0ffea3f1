"""Asks the cells one by one, undoes each, and keeps what was answered and what the audit says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.http import HttpResponse

from digione.foundation.tenancy import inside

from .cast import ASKERS, CAST, NOBODY, SLUGS, actor_in
from .routes import Cell, address, body, cells, desks
from .world import World

_PASSING: Final = re.compile(  # nonces, tokens, keys of forms, and what was asked for
    rb'nonce="[^"]*"|\b\w{64}\b|name="once" value="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}|\?[\w=%+&;.*-]*'
    rb"|/\d{4}-\d\d-\d\d\b"
)
_EVENTS: Final = """
SELECT e.deed, e.what, array_agg(a.person_id) FILTER (WHERE a.person_id IS NOT NULL)
FROM audit_event e LEFT JOIN audit_about a ON a.tenant_id = e.tenant_id AND a.event_id = e.id
GROUP BY e.id, e.deed, e.what
"""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event of the audit: `read`, `write` or `refused`, and every person named by it."""

    deed: str
    what: str
    persons: frozenset[UUID]


@dataclass(slots=True)
class Answer:
    cell: Cell
    status: int
    content: bytes
    kind: str
    recorded: list[Recorded] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.content.decode()

    @property
    def is_right(self) -> bool:
        if self.status != self.cell.status:
            return False
        return self.cell.shown is None or self.cell.shown == self._shows(self.cell.thing)

    def _shows(self, thing: str) -> bool:
        return thing in CAST and CAST[thing].call_name in self.text

    def __str__(self) -> str:
        said = f"{self.cell}: {self.status}, expected {self.cell.status}"
        return said if self.cell.shown is None else f"{said}; shown should be {self.cell.shown}"

    @property
    def plain(self) -> bytes:
        return plain(self.content, "-")


def plain(content: bytes, place: str) -> bytes:
    """Without what differs from one answer to the next, whatever was asked; nor its `place`."""
    return _PASSING.sub(b"*", content).replace(place.encode(), b"-")


def ask(world: World, cell: Cell, language: str = "en") -> Answer:
    """The answer to one cell; what it wrote is undone."""
    with transaction.atomic():
        response = put(world, cell, language)
        recorded = [event for tenant_id in _tenants(cell) for event in _recorded(tenant_id)]
        transaction.set_rollback(True)
    return Answer(
        cell, response.status_code, response.content, response.get("Content-Type", ""), recorded
    )


def _tenants(cell: Cell) -> set[int]:
    """Where the asker has a tie: events elsewhere have nobody to be about."""
    if cell.asker == NOBODY:
        return set()
    return {tenant_id for tenant_id in SLUGS if actor_in(cell.asker, tenant_id)}


def put(world: World, cell: Cell, language: str = "en") -> HttpResponse:
    client = world.browser(cell.asker, language)
    asks = cell.way.asks(world, cell.thing)
    call: Any = getattr(client, cell.way.method.lower())
    if cell.way.method == "GET":
        response: HttpResponse = call(address(world, cell), asks)
    else:
        response = call(address(world, cell), query_params=asks, **body(world, cell))
    return response


@dataclass(frozen=True, slots=True)
class Pass:
    """Every cell of the routes, asked once; the tests of matrix and audit share it."""

    world: World
    answers: tuple[Answer, ...]


_passes: list[Pass] = []


def the_pass(make: Callable[[], World]) -> Pass:
    if not _passes:
        world = make()
        every = (*cells(world, ASKERS), *desks(ASKERS))
        asked = tuple(ask(world, cell) for cell in every)
        _passes.append(Pass(world, asked))
    return _passes[0]


def _recorded(tenant_id: int) -> list[Recorded]:
    with inside(tenant_id), connection.cursor() as cursor:
        cursor.execute(_EVENTS)
        return [Recorded(deed, what, frozenset(who or ())) for deed, what, who in cursor]
