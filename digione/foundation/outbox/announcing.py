"""Writes a fact down in the transaction that made it true."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, ClassVar, Final, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import get_language

from digione.foundation import clock
from digione.foundation.access import current_actor
from digione.foundation.tenancy import ask, current_tenant, uuid7

# One statement, however many facts: the arrays are parallel.
_INSERT: Final = """
INSERT INTO outbox_envelope (id, tenant, name, facts, actor, language, attempts, due_at)
SELECT e.id, %(tenant)s, e.name, e.facts::jsonb, %(actor)s, %(language)s, 0, %(due)s
FROM unnest(%(ids)s::uuid[], %(names)s::text[], %(facts)s::text[]) AS e(id, name, facts)
"""


class Event(Protocol):
    """A frozen dataclass of ids, dates and codes; `name` is `room.fact_happened.vN`."""

    name: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]


def announce(*events: Event) -> None:
    """The facts will be told to their hearers after the transaction, and only if it commits."""
    actor = current_actor()
    written = {
        "tenant": current_tenant(),
        "actor": actor.signature if actor else "-",
        "language": (get_language() or "fi")[:2],
        "due": clock.now(),
        "ids": [uuid7() for _ in events],
        "names": [event.name for event in events],
        "facts": [json.dumps(asdict(event), cls=DjangoJSONEncoder) for event in events],
    }
    ask(_INSERT, written)
