"""Collects what a block of work saw and changed, and writes it in one statement when it ends."""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from digione.foundation import clock
from digione.foundation.access import Actor, acting, current_actor, current_origin
from digione.foundation.tenancy import ask, current_tenant, on_leaving, uuid7

from .models import Deed


@dataclass(slots=True)
class _Entry:
    deed: Deed
    what: str
    object_id: UUID | None
    persons: set[UUID] = field(default_factory=set)


_Key = tuple[int, Deed, str, UUID | None]
_entries: ContextVar[dict[_Key, _Entry] | None] = ContextVar("entries", default=None)

# One statement, however many events and persons: the arrays are parallel.
_INSERT: Final = """
WITH event AS (
  INSERT INTO audit_event (tenant_id, id, at, deed, what, object_id, account_id, actor_id,
                           actor_name, roles, purpose, address, request_id)
  SELECT %(tenant)s, e.id, %(at)s, e.deed, e.what, e.object_id, %(account)s, %(actor)s,
         %(name)s, %(roles)s, %(purpose)s, %(address)s, %(request)s
  FROM unnest(%(ids)s::uuid[], %(deeds)s::text[], %(whats)s::text[], %(objects)s::uuid[])
       AS e(id, deed, what, object_id)
  RETURNING id
)
INSERT INTO audit_about (tenant_id, event_id, person_id)
SELECT %(tenant)s, a.event_id, a.person_id
FROM unnest(%(about_events)s::uuid[], %(about_persons)s::uuid[]) AS a(event_id, person_id)
WHERE (SELECT count(*) FROM event) > 0
"""


class NobodyActs(RuntimeError):
    """Personal data was touched outside `acting(…)`: there is nobody to name."""


def saw(what: str, persons: Iterable[UUID], *, object_id: UUID | None = None) -> None:
    """The current actor was shown data of `persons`; `what` names the table or page."""
    _note(Deed.READ, what, persons, object_id)


def changed(what: str, persons: Iterable[UUID], *, object_id: UUID | None = None) -> None:
    """The current actor changed data of `persons`."""
    _note(Deed.WRITE, what, persons, object_id)


def refused(actor: Actor, what: str) -> None:
    """Writes a refusal in a block of its own, for the refused work itself is undone."""
    with acting(actor):
        _note(Deed.REFUSED, what, (), None)


def _note(deed: Deed, what: str, persons: Iterable[UUID], object_id: UUID | None) -> None:
    if current_actor() is None:
        raise NobodyActs(what)
    entries = _entries.get()
    if entries is None:
        entries = {}
        _entries.set(entries)
    key = current_tenant(), deed, what, object_id
    entries.setdefault(key, _Entry(deed, what, object_id)).persons.update(persons)


def write_down() -> None:
    """Called as a municipality's block ends; what was noted for it is written."""
    entries = _entries.get()
    mine = [key for key in entries or () if key[0] == current_tenant()]
    actor = current_actor()
    if not entries or not mine or actor is None:
        return
    noted = {uuid7(): entries.pop(key) for key in mine}
    about = [(event_id, person) for event_id, e in noted.items() for person in e.persons]
    origin = current_origin()
    written: dict[str, Any] = {
        "tenant": actor.tenant_id,
        "at": clock.now(),
        "account": actor.account_id,
        "actor": actor.person_id,
        "name": actor.name,
        "roles": " ".join(sorted(actor.roles)),
        "purpose": actor.purpose,
        "address": origin.address,
        "request": origin.request_id,
        "ids": list(noted),
        "deeds": [str(e.deed) for e in noted.values()],
        "whats": [e.what for e in noted.values()],
        "objects": [e.object_id for e in noted.values()],
        "about_events": [event_id for event_id, _ in about],
        "about_persons": [person for _, person in about],
    }
    ask(_INSERT, written)


def forget() -> None:
    """Drops what an undone block of work had noted."""
    _entries.set(None)


on_leaving(write_down)
