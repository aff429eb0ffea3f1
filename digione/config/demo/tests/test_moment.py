"""When the demo is: school days, school hours, and the year's breaks."""

from __future__ import annotations

import datetime

import pytest

from digione.config.demo.calendars import year_of
from digione.config.demo.moment import demo_day, school_moment
from digione.foundation.clock import HELSINKI

Day = datetime.date


def _at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime.datetime:
    return datetime.datetime(year, month, day, hour, minute, tzinfo=HELSINKI)


def test_within_school_hours_the_demo_has_the_time_of_the_wall_clock() -> None:
    assert school_moment(_at(2026, 11, 23, 12, 41)) == _at(2026, 11, 23, 12, 41)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (_at(2026, 11, 23, 20), _at(2026, 11, 23, 9, 20)),
        (_at(2026, 11, 23, 4), _at(2026, 11, 23, 9, 20)),
        (_at(2026, 11, 21, 11), _at(2026, 11, 20, 9, 20)),
        (_at(2026, 10, 16, 11), _at(2026, 10, 9, 9, 20)),
        (_at(2026, 12, 31, 11), _at(2026, 12, 22, 9, 20)),
        (_at(2027, 7, 10, 11), _at(2027, 6, 4, 9, 20)),
    ],
)
def test_outside_it_is_a_morning_of_the_latest_school_day(
    moment: datetime.datetime, expected: datetime.datetime
) -> None:
    assert school_moment(moment) == expected


def test_a_fixed_day_without_school_gives_the_school_day_before() -> None:
    assert demo_day("2026-11-22") == Day(2026, 11, 20)
    assert demo_day("2026-11-23T09:20") == Day(2026, 11, 23)


@pytest.mark.parametrize(
    "day",
    [
        Day(2026, 10, 14),
        Day(2027, 3, 3),
        Day(2027, 3, 26),
        Day(2027, 3, 29),
        Day(2027, 5, 6),
        Day(2026, 12, 24),
        Day(2026, 11, 21),
    ],
)
def test_holidays_and_weekends_have_no_school(day: datetime.date) -> None:
    assert not year_of("koivula", day).has_school(day)


def test_a_school_year_has_about_190_school_days() -> None:
    for start in range(2024, 2031):
        year = year_of("koivula", Day(start, 9, 1))
        days = list(year.days(year.lessons.first, year.lessons.last))
        assert 180 <= len(days) <= 192
