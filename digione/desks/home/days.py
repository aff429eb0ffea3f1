"""A learner's day as pages show it: what is now, what is next, when it ends."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from digione.school.attendance.public import DayRow, HourRow

_PAUSE: Final = datetime.timedelta(minutes=10)
_CHANGES: Final = {
    "substitute": gettext_lazy("Substitute"),
    "moved": gettext_lazy("Moved"),
    "cancelled": gettext_lazy("Cancelled"),
}
_AWAY: Final = {
    "absent": gettext_lazy("Absent"),
    "late": gettext_lazy("Late"),
    "elsewhere": gettext_lazy("Elsewhere"),
}


@dataclass(frozen=True, slots=True)
class StripHour:
    """One piece of the day strip, in the words of its component."""

    name: str
    start: datetime.time
    end: datetime.time
    state: str
    room: str = ""
    kind: str = "lesson"
    change: str = ""
    away: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    text: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class Now:
    """What is on: a label with its hours, the lesson's name, and what follows."""

    label: str
    title: str
    starts_at: datetime.time | None = None
    ends_at: datetime.time | None = None
    room: str = ""
    then: HourRow | None = None


def held(day: DayRow, date: datetime.date) -> list[HourRow]:
    """The lessons of a date that are held."""
    return [hour for hour in day.hours if hour.day == date and hour.change != "cancelled"]


def strip_of(hours: Sequence[HourRow], now: datetime.time) -> list[StripHour]:
    """The lessons and the longer pauses between them, each past, current or next."""
    pieces: list[StripHour] = []
    for hour in hours:
        if pieces and _minutes(pieces[-1].end, hour.starts_at) >= _PAUSE:
            pause = pieces[-1].end, hour.starts_at
            pieces.append(StripHour("", *pause, _state(*pause, now), kind="break"))
        pieces.append(
            StripHour(
                str(hour.subject),
                hour.starts_at,
                hour.ends_at,
                _state(hour.starts_at, hour.ends_at, now),
                hour.room,
                change=str(_CHANGES.get(hour.change, "")),
                away=str(_AWAY.get(hour.status, "")),
            )
        )
    return pieces


def now_of(hours: Sequence[HourRow], now: datetime.time) -> Now | None:
    """None where there is no school."""
    if not hours:
        return None
    rest = [hour for hour in hours if hour.ends_at > now]
    if not rest:
        return Now(_("Today"), _("The school day is over"))
    first, then = rest[0], rest[1] if len(rest) > 1 else None
    label = _("Now") if first.starts_at <= now else _("Next")
    return Now(label, str(first.subject), first.starts_at, first.ends_at, first.room, then)


def home_at(hours: Iterable[HourRow]) -> datetime.time | None:
    return max((hour.ends_at for hour in hours), default=None)


def status_of(day: DayRow, date: datetime.date, now: datetime.time) -> Status:
    """One honest word: only a register that has been taken says that somebody is at school."""
    if any(row.day == date for row in day.unexplained):
        return Status(_("Needs a reason"), "danger", "circle-alert")
    if any(report.covers(date) for report in day.reports):
        return Status(_("Absence reported"), "info", "calendar-x")
    hours = held(day, date)
    if not hours:
        return Status(_("No school today"), "neutral", "sun")
    if hours[-1].ends_at <= now:
        return Status(_("School day over"), "neutral", "house")
    return _at_school(hours, now)


def _at_school(hours: Sequence[HourRow], now: datetime.time) -> Status:
    met = [hour for hour in hours if hour.taken and hour.starts_at <= now]
    if not met:
        return Status(_("No register yet"), "neutral", "clock")
    last = met[-1]
    if last.status == "absent":
        return Status(_("Absent"), "info", "calendar-x")
    if last.status == "late":
        return Status(_("Came late"), "warning", "clock")
    return Status(_("At school"), "success", "circle-check")


def _state(starts: datetime.time, ends: datetime.time, now: datetime.time) -> str:
    if ends <= now:
        return "past"
    return "current" if starts <= now else "next"


def _minutes(earlier: datetime.time, later: datetime.time) -> datetime.timedelta:
    day = datetime.date.min
    return datetime.datetime.combine(day, later) - datetime.datetime.combine(day, earlier)
