"""What is on now and next, and which lessons cannot be held beside each other."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Final, Protocol

WEEK: Final = 7
_LAST: Final = datetime.date.max


class When(StrEnum):
    """Where a lesson stands at this moment."""

    PAST = "past"
    NOW = "now"
    NEXT = "next"
    LATER = "later"


class Held(Protocol):
    """A lesson on one day, as far as the clock is concerned."""

    @property
    def day(self) -> datetime.date: ...
    @property
    def starts_at(self) -> datetime.time: ...
    @property
    def ends_at(self) -> datetime.time: ...
    @property
    def cancelled(self) -> bool: ...


def whens(lessons: Sequence[Held], moment: datetime.datetime) -> list[When]:
    """For each lesson: is it over, on, the next to come today, or later.

    A cancelled lesson is never on nor next. A lesson ends as the next one starts.
    """
    here = moment.date(), moment.time().replace(tzinfo=None)
    to_come = [
        lesson.starts_at
        for lesson in lessons
        if lesson.day == here[0] and lesson.starts_at > here[1] and not lesson.cancelled
    ]
    following = min(to_come, default=None)
    return [_when(lesson, here, following) for lesson in lessons]


def _when(
    lesson: Held,
    here: tuple[datetime.date, datetime.time],
    following: datetime.time | None,
) -> When:
    if (lesson.day, lesson.ends_at) <= here:
        return When.PAST
    if lesson.cancelled:
        return When.LATER
    if (lesson.day, lesson.starts_at) <= here:
        return When.NOW
    if lesson.day == here[0] and lesson.starts_at == following:
        return When.NEXT
    return When.LATER


class EndsBeforeItStarts(ValueError):
    """A lesson, a period or a plan must end after it starts."""


class OutsideThePlan(ValueError):
    """A lesson is held within its plan's days only."""


class WrongWeekday(ValueError):
    """A change is about a day on which the lesson is held."""


class NothingChanges(ValueError):
    """A substitute needs a teacher, a move needs another time or room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A weekly time: which day of the week, when, and from which day to which, both included."""

    weekday: int
    starts_at: datetime.time
    ends_at: datetime.time
    first: datetime.date
    last: datetime.date | None = None

    def overlaps(self, other: Slot) -> bool:
        """Whether there is a moment at which both are held."""
        return (
            self.weekday == other.weekday
            and self.starts_at < other.ends_at
            and other.starts_at < self.ends_at
            and max(self.first, other.first) <= min(self.last or _LAST, other.last or _LAST)
        )

    def held_on(self, day: datetime.date) -> bool:
        return self.weekday == day.isoweekday() and self.first <= day <= (self.last or _LAST)


def check_slot(slot: Slot, *, plan_first: datetime.date, plan_last: datetime.date | None) -> None:
    """Raises where a lesson could not be held as it is planned."""
    if not 1 <= slot.weekday <= WEEK:
        raise WrongWeekday(slot.weekday)
    if slot.ends_at <= slot.starts_at or (slot.last or _LAST) < slot.first:
        raise EndsBeforeItStarts(slot)
    if slot.first < plan_first or (slot.last or _LAST) > (plan_last or _LAST):
        raise OutsideThePlan(slot)


@dataclass(frozen=True, slots=True)
class Placed:
    """A lesson in its slot with all that it takes: its teachers, groups and room."""

    lesson: Hashable
    slot: Slot
    takes: frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two lessons at one time take the same teachers, groups or room."""

    lessons: frozenset[Hashable]
    over: frozenset[Hashable]


def clashes(placed: Iterable[Placed]) -> Iterator[Clash]:
    """Every pair that cannot be held at once; only lessons of one weekday are compared."""
    by_weekday: dict[int, list[Placed]] = {}
    for one in placed:
        by_weekday.setdefault(one.slot.weekday, []).append(one)
    for together in by_weekday.values():
        for one, other in combinations(together, 2):
            if (over := one.takes & other.takes) and one.slot.overlaps(other.slot):
                yield Clash(frozenset({one.lesson, other.lesson}), over)


class ChangedMeanwhile(ValueError):
    """Somebody else saved first; what they saved stands."""


class Clashing(ValueError):
    """Lessons of the plan take the same teachers, groups or room at one time."""

    def __init__(self, found: Iterable[Clash]) -> None:
        self.clashes = tuple(found)
        super().__init__(len(self.clashes))


def check_version(known: int, *, stored: int) -> None:
    if known != stored:
        raise ChangedMeanwhile(stored)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Where a lesson goes on one day; what is None stays as planned."""

    starts_at: datetime.time | None = None
    ends_at: datetime.time | None = None
    room_id: Hashable | None = None


def check_move(to: Move) -> None:
    """A move names both ends of the new time, or another room, or all of it."""
    if to.starts_at is None and to.ends_at is None:
        if to.room_id is None:
            raise NothingChanges
    elif to.starts_at is None or to.ends_at is None or to.ends_at <= to.starts_at:
        raise EndsBeforeItStarts(to)
