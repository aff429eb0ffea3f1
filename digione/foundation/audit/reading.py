"""Who has seen and changed one person's data."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from uuid import UUID

from .models import About


@dataclass(frozen=True, slots=True)
class DeedRow:
    """One event: when, what was done to what, and by whom in which role."""

    event_id: UUID
    at: datetime.datetime
    deed: str
    what: str
    actor_id: UUID
    actor_name: str
    roles: tuple[str, ...]
    purpose: str


def deeds_about(person_id: UUID, *, before: UUID | None = None, limit: int = 50) -> list[DeedRow]:
    """The newest events first; `before` is the last id of the previous page.

    The caller decides who may ask: the person, their guardians who may know, and the
    data-protection officer.
    """
    events = About.objects.filter(person_id=person_id)
    if before:
        events = events.filter(event_id__lt=before)
    rows = events.order_by("-event_id").values_list(
        "event_id",
        "event__at",
        "event__deed",
        "event__what",
        "event__actor_id",
        "event__actor_name",
        "event__roles",
        "event__purpose",
    )[:limit]
    return [DeedRow(*row[:6], roles=tuple(row[6].split()), purpose=row[7]) for row in rows]
