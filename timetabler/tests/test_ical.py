"""Weeks leave as iCalendar: right times, holidays free, identifiers that survive a move."""

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import icalendar

from timetabler.formats.ical import Term, calendar_of
from timetabler.generate import School, make_school
from timetabler.model import Plan

PROBLEM, PLAN = make_school(School(classes=2, teachers=3, days=2, hours=3))
CLOCK = tuple((time(8 + hour), time(8 + hour, 45)) for hour in range(3))
TERM = Term(
    monday=date(2026, 8, 10),
    last=date(2026, 12, 18),
    clock=CLOCK,
    holidays=frozenset({date(2026, 10, 12), date(2026, 10, 15)}),
)


def events(plan: Plan) -> list[icalendar.Event]:
    text = calendar_of(PROBLEM, plan, 0, TERM)
    return icalendar.Calendar.from_ical(text).events


def test_every_lesson_has_its_day_and_hour() -> None:
    own = [x for x in PLAN.lessons if 0 in x.resources and x.start is not None]
    starts = sorted(x.start for x in own if x.start is not None)
    zone = ZoneInfo("Europe/Helsinki")
    expected = [
        datetime.combine(date(2026, 8, 10 + start // 3), CLOCK[start % 3][0], zone)
        for start in starts
    ]
    assert sorted(event.start for event in events(PLAN)) == expected


def test_holidays_of_the_same_weekday_are_free() -> None:
    for event in events(PLAN):
        text = event.to_ical().decode()
        assert ("EXDATE;TZID=Europe/Helsinki:20261012T" in text) == (event.start.weekday() == 0)
        assert "20261015" not in text


def test_a_moved_lesson_keeps_its_identifier() -> None:
    first = next(x for x in PLAN.lessons if 0 in x.resources and x.duration == 1)
    alone = [x for x in PLAN.lessons if x.event != first.event]
    moved = Plan((*alone, replace(first, start=0)))
    again = Plan((*alone, replace(first, start=5)))
    before = {str(event["uid"]) for event in events(moved)}
    assert before == {str(event["uid"]) for event in events(again)}


def test_a_lesson_of_b_weeks_begins_in_the_second_week_and_comes_every_other() -> None:
    own = next(x for x in PLAN.lessons if 0 in x.resources and (x.start or 0) < 3)
    taught = tuple(
        replace(x, weeks=frozenset({1})) if number == own.event else x
        for number, x in enumerate(PROBLEM.events)
    )
    calendar = replace(PROBLEM.calendar, weeks=("A", "B"))
    problem = replace(PROBLEM, calendar=calendar, events=taught)
    text = calendar_of(problem, Plan((own,)), 0, TERM)
    (event,) = icalendar.Calendar.from_ical(text).events
    written = event.to_ical().decode()
    assert "DTSTART;TZID=Europe/Helsinki:20260817T" in written
    assert "INTERVAL=2" in written
    assert "EXDATE;TZID=Europe/Helsinki:20261012T" in written
    holiday = replace(TERM, holidays=frozenset({date(2026, 10, 19)}))
    (other,) = icalendar.Calendar.from_ical(calendar_of(problem, Plan((own,)), 0, holiday)).events
    assert "EXDATE" not in other.to_ical().decode()
