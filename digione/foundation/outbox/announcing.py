"""Writes a fact down in the transaction that made it true."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, ClassVar, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import get_language

from digione.foundation import clock
from digione.foundation.access import current_actor
from digione.foundation.tenancy import current_tenant

from .models import Envelope


class Event(Protocol):
    """A frozen dataclass of ids, dates and codes; `name` is `room.fact_happened.vN`."""

    name: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]


def announce(*events: Event) -> None:
    """The facts will be told to their hearers after the transaction, and only if it commits."""
    actor = current_actor()
    Envelope.objects.bulk_create(
        Envelope(
            tenant=current_tenant(),
            name=event.name,
            facts=json.loads(json.dumps(asdict(event), cls=DjangoJSONEncoder)),
            actor=actor.signature if actor else "-",
            language=(get_language() or "fi")[:2],
            due_at=clock.now(),
        )
        for event in events
    )
