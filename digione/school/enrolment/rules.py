"""What may follow what in a study right, and how long a place in a group lasts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

ONGOING: Final = frozenset({"lasna", "loma", "valiaikaisestikeskeytynyt"})
FINAL: Final = frozenset(
    {"eronnut", "katsotaaneronneeksi", "valmistunut", "peruutettu", "mitatoity"}
)
_DAY: Final = datetime.timedelta(days=1)


class Refused(ValueError):
    """Something that the rules of this room do not allow."""


class UnknownState(Refused):
    """Not one of the states that KOSKI knows."""


class NotAFirstState(Refused):
    """A study right begins with the learner present, on vacation or suspended."""


class AlreadyEnded(Refused):
    """After a final state nothing follows."""


class OutOfOrder(Refused):
    """A period starts after the one before it."""


class SameState(Refused):
    """The study right is in this state already."""


class EndsBeforeItStarts(Refused):
    """The last day comes before the first."""


class OutsideSchoolYear(Refused):
    """A place in a group lies within the group's school year."""


class AlreadyThere(Refused):
    """The learner or teacher has that place on those days already."""


class NotThere(Refused):
    """There is no such place on that day."""


class NameTaken(Refused):
    """The school has a group of that name in the same school year."""


class ChangedMeanwhile(Refused):
    """Somebody else changed it after it was read."""


@dataclass(frozen=True, slots=True)
class Period:
    """From `starts_on` the study right is in `state`, until the next period starts."""

    starts_on: datetime.date
    state: str


@dataclass(frozen=True, slots=True)
class Days:
    """From and to, both included; without an end until further notice."""

    starts_on: datetime.date
    ends_on: datetime.date | None = None

    def __post_init__(self) -> None:
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise EndsBeforeItStarts(self.starts_on, self.ends_on)

    @property
    def until(self) -> datetime.date | None:
        """The first day after, as ranges in the database have it."""
        return None if self.ends_on is None else self.ends_on + _DAY


def followed_by(periods: Sequence[Period], new: Period) -> list[Period]:
    """`periods` and then `new`; raises where that may not be."""
    if new.state not in ONGOING | FINAL:
        raise UnknownState(new.state)
    if not periods:
        if new.state in FINAL:
            raise NotAFirstState(new.state)
        return [new]
    last = periods[-1]
    if last.state in FINAL:
        raise AlreadyEnded(last.state)
    if new.starts_on <= last.starts_on:
        raise OutOfOrder(new.starts_on)
    if new.state == last.state:
        raise SameState(new.state)
    return [*periods, new]


def days_of(periods: Sequence[Period]) -> Days:
    """From the first period's day to the day of the final state, which belongs to it."""
    last = periods[-1]
    return Days(periods[0].starts_on, last.starts_on if last.state in FINAL else None)


def state_on(periods: Sequence[Period], day: datetime.date) -> str | None:
    """The state that holds on `day`; none before the study right begins."""
    return next((p.state for p in reversed(periods) if p.starts_on <= day), None)


def within(year: Days, asked: Days) -> Days:
    """The days asked for, ended with the school year at the latest."""
    if asked.starts_on < year.starts_on or (year.ends_on and asked.starts_on > year.ends_on):
        raise OutsideSchoolYear(asked.starts_on)
    if asked.ends_on is None:
        return Days(asked.starts_on, year.ends_on)
    if year.ends_on and asked.ends_on > year.ends_on:
        raise OutsideSchoolYear(asked.ends_on)
    return asked


def initials(call_name: str, family_name: str) -> str:
    return (call_name[:1] + family_name[:1]).upper()
