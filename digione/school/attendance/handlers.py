"""What the room does when it hears a fact."""

from __future__ import annotations

from digione.foundation.outbox.hearing import on

from . import events
from .actions.totalling import count_day_of_lesson


@on(events.RegisterTaken)
def count_a_taken_register(event: events.RegisterTaken) -> None:
    count_day_of_lesson(event.lesson_id, event.day)


@on(events.RegisterMended)
def count_a_mended_register(event: events.RegisterMended) -> None:
    count_day_of_lesson(event.lesson_id, event.day)
