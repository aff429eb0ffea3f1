"""What the room does when it hears a fact."""

from __future__ import annotations

from digione.foundation.outbox.hearing import on

from . import events
from .actions.covering import cover
from .actions.totalling import count_day_of_lesson, count_days_of_learner


@on(events.RegisterTaken)
def count_a_taken_register(event: events.RegisterTaken) -> None:
    count_day_of_lesson(event.lesson_id, event.day)


@on(events.RegisterMended)
def count_a_mended_register(event: events.RegisterMended) -> None:
    count_day_of_lesson(event.lesson_id, event.day)


@on(events.AbsenceMarked)
def explain_what_homes_have_told(event: events.AbsenceMarked) -> None:
    """A report on its way while the teacher marked saw no mark, nor did the mark see it."""
    cover(event.learner_id, event.day)


@on(events.AbsenceExplained)
def count_an_explained_absence(event: events.AbsenceExplained) -> None:
    count_days_of_learner(event.learner_id, event.day)
