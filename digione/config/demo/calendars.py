"""The school years of the two municipalities, and which days are school days."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

Day: TypeAlias = datetime.date
_ONE: Final = datetime.timedelta(1)
_FRIDAY, _SATURDAY = 5, 6
_AUGUST: Final = 8
_WEEKS: Final = {"koivula": (42, 9), "havsnas": (43, 8)}  # ISO weeks of autumn and winter holiday


@dataclass(frozen=True, slots=True)
class Span:
    """From and to, both days in it."""

    first: Day
    last: Day

    def __contains__(self, day: Day) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Break:
    fi: str
    sv: str
    en: str
    span: Span


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """1 August to 31 July; lessons are held within the two terms."""

    start: int
    autumn: Span
    spring: Span
    breaks: tuple[Break, ...]

    @property
    def name(self) -> str:
        return f"{self.start}–{self.start + 1}"

    @property
    def whole(self) -> Span:
        return Span(Day(self.start, 8, 1), Day(self.start + 1, 7, 31))

    @property
    def lessons(self) -> Span:
        return Span(self.autumn.first, self.spring.last)

    def has_school(self, day: Day) -> bool:
        if day.isoweekday() > _FRIDAY or not (day in self.autumn or day in self.spring):
            return False
        return not any(day in each.span for each in self.breaks)

    def days(self, first: Day, last: Day) -> Iterator[Day]:
        """School days, oldest first."""
        for number in range((last - first).days + 1):
            if self.has_school(day := first + number * _ONE):
                yield day


def year_of(municipality: str, day: Day) -> SchoolYear:
    return _year(municipality, day.year if day.month >= _AUGUST else day.year - 1)


@lru_cache(maxsize=64)
def _year(municipality: str, start: int) -> SchoolYear:
    autumn, winter = _WEEKS[municipality]
    easter = _easter(start + 1)
    return SchoolYear(
        start,
        Span(_weekday(Day(start, 8, 11)), Day(start, 12, 22)),
        Span(Day(start + 1, 1, 7), _week(start + 1, 22).last),
        (
            Break("Syysloma", "Höstlov", "Autumn holiday", _week(start, autumn)),
            Break(
                "Itsenäisyyspäivä", "Självständighetsdagen", "Independence Day", _on(start, 12, 6)
            ),
            Break("Talviloma", "Sportlov", "Winter holiday", _week(start + 1, winter)),
            Break("Pääsiäinen", "Påsk", "Easter", Span(easter - 2 * _ONE, easter + _ONE)),
            Break("Vappu", "Första maj", "May Day", _on(start + 1, 5, 1)),
            Break(
                "Helatorstai",
                "Kristi himmelsfärd",
                "Ascension Day",
                Span(easter + 39 * _ONE, easter + 39 * _ONE),
            ),
        ),
    )


def _on(year: int, month: int, day: int) -> Span:
    return Span(Day(year, month, day), Day(year, month, day))


def _week(year: int, week: int) -> Span:
    return Span(Day.fromisocalendar(year, week, 1), Day.fromisocalendar(year, week, _FRIDAY))


def _weekday(day: Day) -> Day:
    return day if day.isoweekday() <= _FRIDAY else day + (8 - day.isoweekday()) * _ONE


def _easter(year: int) -> Day:
    """Gauss's rule as Lichtenberg corrected it, for the years 1900–2099."""
    a, b, c = year % 19, year % 4, year % 7
    moon = (19 * a + 24) % 30
    sunday = (2 * b + 4 * c + 6 * moon + 5) % 7
    late = 7 if (sunday == _SATURDAY and (moon == 29 or (moon == 28 and a > 10))) else 0  # noqa: PLR2004
    return Day(year, 3, 22) + (moon + sunday - late) * _ONE
