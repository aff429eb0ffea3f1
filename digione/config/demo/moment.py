"""What time it is in the demo: a school morning, also on a Sunday, in July and at midnight."""

from __future__ import annotations

import datetime
from typing import Final
from zoneinfo import ZoneInfo

from .calendars import Day, year_of

MUNICIPALITIES: Final = ("koivula", "havsnas")
OPENS, CLOSES = datetime.time(8, 15), datetime.time(15, 0)
MORNING: Final = datetime.time(9, 20)


def school_day(day: Day) -> Day:
    """`day` itself, or the latest day before it that has school in both municipalities."""
    while not all(year_of(name, day).has_school(day) for name in MUNICIPALITIES):
        day -= datetime.timedelta(1)
    return day


def school_moment(moment: datetime.datetime) -> datetime.datetime:
    """`moment` itself within school hours; otherwise 9.20 of the latest school day.

    Somebody who tries the demo in the evening finds lessons going on, and not an empty desk.
    """
    day = school_day(moment.date())
    if day == moment.date() and OPENS <= moment.time() <= CLOSES:
        return moment
    return datetime.datetime.combine(day, MORNING, moment.tzinfo)


def demo_day(fixed: str) -> Day:
    """The day that the demo world ends on, where the setting DIGIONE_TODAY is `fixed`."""
    now = datetime.datetime.now(ZoneInfo("Europe/Helsinki")).date()
    return school_day(Day.fromisoformat(fixed.partition("T")[0]) if fixed else now)
