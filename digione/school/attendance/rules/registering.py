"""When a register may be taken, which marks there are, and when a report counts as an absence."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

PRESENT: Final = "present"
LATE: Final = "late"
ABSENT: Final = "absent"
ELSEWHERE: Final = "elsewhere"
MARKS: Final = (PRESENT, LATE, ABSENT, ELSEWHERE)

MENDABLE_BY_TEACHERS: Final = datetime.timedelta(days=14)
MENDABLE_BY_LEADERS: Final = datetime.timedelta(days=365)
LONGEST_DELAY: Final = 180  # minutes
OPEN_AFTER: Final = datetime.timedelta(minutes=15)  # without a register; a lesson just begun is not


class NotMarkable(ValueError):
    """The register cannot be written; the subclass says why."""


class NotYet(NotMarkable):
    """The day has not come."""


class TooLate(NotMarkable):
    """The register of that day is closed to this role."""


class NotHeld(NotMarkable):
    """The lesson is cancelled on that day."""


class UnknownMark(ValueError):
    """A learner is present, late, absent or elsewhere."""


class WrongMinutes(ValueError):
    """A delay has from one to `LONGEST_DELAY` minutes, and only a late learner has one."""


class ChangedMeanwhile(ValueError):
    """Somebody else has written other topic or homework since these were read."""


class MarkedMeanwhile(ValueError):
    """Somebody else has marked these learners otherwise since the page was read."""

    def __init__(self, learner_ids: Iterable[UUID]) -> None:
        self.learner_ids = frozenset(learner_ids)
        super().__init__(len(self.learner_ids))


def check_markable(
    day: datetime.date, *, today: datetime.date, cancelled: bool, leads: bool
) -> None:
    """Teachers mend two weeks back, those who lead the school a year."""
    if day > today:
        raise NotYet(day)
    if today - day > (MENDABLE_BY_LEADERS if leads else MENDABLE_BY_TEACHERS):
        raise TooLate(day)
    if cancelled:
        raise NotHeld(day)


def is_markable(day: datetime.date, *, today: datetime.date, cancelled: bool, leads: bool) -> bool:
    try:
        check_markable(day, today=today, cancelled=cancelled, leads=leads)
    except NotMarkable:
        return False
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a teacher says of one learner.

    `seen` is the mark that the teacher had before the eyes, as `token` writes it; None asks for
    no comparison.
    """

    learner_id: UUID
    status: str
    minutes: int | None = None
    seen: str | None = None

    @property
    def token(self) -> str:
        return token(self.status, self.minutes)


def token(status: str, minutes: int | None) -> str:
    """A mark in one word, such as `absent` or `late:6`."""
    return f"{status}:{minutes}" if minutes else status


def check_mark(mark: Mark) -> None:
    if mark.status not in MARKS:
        raise UnknownMark(mark.status)
    if mark.minutes is None:
        return
    if mark.status != LATE or not 1 <= mark.minutes <= LONGEST_DELAY:
        raise WrongMinutes(mark.minutes)


@dataclass(frozen=True, slots=True)
class Span:
    """From a moment to another; without an end until further notice."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime | None

    def takes(self, lesson: Span) -> bool:
        """Whether at least half of the lesson is missed: less is a delay, which is seen then."""
        if lesson.ends_at is None:
            return False
        starts_at = max(self.starts_at, lesson.starts_at)
        ends_at = min(self.ends_at or lesson.ends_at, lesson.ends_at)
        return 2 * (ends_at - starts_at) >= lesson.ends_at - lesson.starts_at
