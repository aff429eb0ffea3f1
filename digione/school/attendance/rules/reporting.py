"""What a home may report beforehand, and until when it may explain afterwards."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

REPORTABLE_AHEAD: Final = datetime.timedelta(days=14)
EXPLAINABLE_BACK: Final = datetime.timedelta(days=30)
_ZONE: Final = ZoneInfo("Europe/Helsinki")
_DAY: Final = datetime.timedelta(days=1)

Hours = tuple[datetime.time, datetime.time]


class NotReportable(ValueError):
    """A report that the rules do not allow; the subclass says why."""


class InThePast(NotReportable):
    """A home does not rewrite the past: it explains what was marked."""


class TooFarAhead(NotReportable):
    """Longer leave is applied for, not reported."""


class EndsBeforeItStarts(NotReportable):
    """The last day lies before the first one, or the hours run backwards."""


class NothingChosen(NotReportable):
    """No learner, or no lesson, was chosen."""


class TooLateToExplain(ValueError):
    """After so many days the school alone mends the register."""


class AlreadyExplained(ValueError):
    """Somebody has given another reason in the meantime."""


class ChangedMeanwhile(ValueError):
    """The reader saw an older version than the one that stands now."""


class AlreadyOver(ValueError):
    """The absence has passed; its report is history."""


@dataclass(frozen=True, slots=True)
class Span:
    """From a moment to another, the end not included; without an end until further notice."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime | None = None

    @property
    def first_day(self) -> datetime.date:
        return self.starts_at.astimezone(_ZONE).date()

    @property
    def last_day(self) -> datetime.date | None:
        """The last day that the span touches; a midnight end belongs to the day before."""
        if self.ends_at is None:
            return None
        return (self.ends_at.astimezone(_ZONE) - datetime.timedelta(microseconds=1)).date()

    @property
    def is_whole_days(self) -> bool:
        ends = (self.starts_at, self.ends_at or self.starts_at)
        return all(moment.astimezone(_ZONE).time() == datetime.time() for moment in ends)


def whole_days(first: datetime.date, last: datetime.date) -> Span:
    if last < first:
        raise EndsBeforeItStarts(last)
    if last == datetime.date.max:  # it has no day after it
        raise TooFarAhead(last)
    return Span(_moment(first), _moment(last + _DAY))


def until_further_notice(first: datetime.date) -> Span:
    return Span(_moment(first))


def part_of_day(day: datetime.date, hours: Hours) -> Span:
    starts, ends = hours
    if ends <= starts:
        raise EndsBeforeItStarts(ends)
    return Span(_moment(day, starts), _moment(day, ends))


def chosen_lessons(
    day: datetime.date, chosen: Iterable[Hours], lessons: Iterable[Hours]
) -> tuple[Span, ...]:
    """One span for each run of `chosen` that no other of the day's `lessons` interrupts."""
    wanted = sorted(set(chosen))
    if not wanted:
        raise NothingChosen(day)
    others = sorted(set(lessons) - set(wanted))
    runs: list[Hours] = []
    for starts, ends in wanted:
        if runs and not any(runs[-1][0] <= other[0] < starts for other in others):
            runs[-1] = runs[-1][0], max(runs[-1][1], ends)
        else:
            runs.append((starts, ends))
    return tuple(part_of_day(day, run) for run in runs)


def check_reportable(span: Span, *, today: datetime.date) -> None:
    """From today on, at most two weeks ahead, both ends of it."""
    if span.ends_at is not None and span.ends_at <= span.starts_at:
        raise EndsBeforeItStarts(span.ends_at)
    if span.first_day < today:
        raise InThePast(span.first_day)
    if max(span.first_day, span.last_day or span.first_day) > today + REPORTABLE_AHEAD:
        raise TooFarAhead(span.last_day)


def check_explainable(day: datetime.date, *, today: datetime.date) -> None:
    if day < today - EXPLAINABLE_BACK:
        raise TooLateToExplain(day)


def _moment(day: datetime.date, at: datetime.time = datetime.time()) -> datetime.datetime:
    return datetime.datetime.combine(day, at, _ZONE)
