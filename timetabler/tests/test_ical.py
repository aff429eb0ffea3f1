"""Weeks leave as iCalendar: right dates and times, identifiers that survive a move."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timetabler.formats.faults import InputFault
from timetabler.formats.ical import Published, calendar_text
from timetabler.generate import School, make_school
from timetabler.model import Calendar, Plan, Problem, Term

PROBLEM, PLAN = make_school(School(classes=2, teachers=3, days=2, hours=3))
ZONE = ZoneInfo("Europe/Helsinki")
HOURS = (time(8, 15), time(9, 15), time(10, 30))
MONDAY = date(2026, 8, 10)
TERM = Term(
    id="autumn",
    first=MONDAY,
    last=date(2026, 12, 18),
    days=2,
    exceptions={date(2026, 10, 12): None, date(2026, 10, 15): None},
)
ALTERNATING = replace(PROBLEM, calendar=replace(PROBLEM.calendar, weeks=("A", "B")))


def events(
    plan: Plan, term: Term = TERM, resource: int | None = 0, problem: Problem = PROBLEM
) -> list[icalendar.Event]:
    published = Published(term=term, hours=HOURS)
    return icalendar.Calendar.from_ical(calendar_text(problem, plan, published, resource)).events


def one(start: int, weeks: frozenset[int] = frozenset()) -> tuple[Problem, Plan]:
    """A lesson of the first class alone, at a time and in some kinds of week."""
    own = next(x for x in PLAN.lessons if 0 in x.resources and x.duration == 1)
    taught = tuple(
        replace(event, weeks=weeks) if number == own.event else event
        for number, event in enumerate(PROBLEM.events)
    )
    return replace(ALTERNATING, events=taught), Plan((replace(own, start=start),))


def dates_of(event: icalendar.Event) -> set[date]:
    """All dates of an event, from what stands in it."""
    first = begin(event).date()
    rule: Any = event.get("rrule") or {"interval": [1], "count": [1]}
    step = timedelta(weeks=rule.get("interval", [1])[0])
    found = {first + number * step for number in range(rule["count"][0])}
    return found - listed(event, "exdate") | listed(event, "rdate")


def begin(event: icalendar.Event) -> datetime:
    assert isinstance(event.start, datetime)
    return event.start


def listed(event: icalendar.Event, name: str) -> set[date]:
    dates: Any = event.get(name)
    return {when.dt.date() for when in dates.dts} if dates else set()


def test_every_lesson_has_its_day_and_hour() -> None:
    own = [x for x in PLAN.lessons if 0 in x.resources and x.start is not None]
    starts = sorted(x.start for x in own if x.start is not None)
    expected = [
        datetime.combine(date(2026, 8, 10 + start // 3), HOURS[start % 3], ZONE) for start in starts
    ]
    found = sorted(events(PLAN), key=begin)
    assert [event.start for event in found] == expected
    lengths = {event.end - event.start for event in found if event.duration < timedelta(hours=1)}
    assert lengths <= {timedelta(minutes=45)}


def test_free_days_are_left_out() -> None:
    for event in events(PLAN):
        free = {date(2026, 10, 12)} if begin(event).weekday() == 0 else set()
        assert listed(event, "exdate") == free


def test_a_moved_lesson_keeps_its_identifier_and_tells_its_revision() -> None:
    plans = [one(start)[1] for start in (0, 5)]
    texts = [
        calendar_text(PROBLEM, plan, Published(term=TERM, revision=number))
        for number, plan in enumerate(plans)
    ]
    before, after = (icalendar.Calendar.from_ical(text).events[0] for text in texts)
    assert before["uid"] == after["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert begin(before).date() != begin(after).date()


def test_no_two_lessons_share_an_identifier() -> None:
    everything = [str(event["uid"]) for event in events(PLAN, resource=None)]
    assert len(set(everything)) == len(PLAN.lessons)
    assert "TZID=Europe/Helsinki" in calendar_text(PROBLEM, PLAN, Published(term=TERM))


def test_a_lesson_of_b_weeks_begins_in_the_second_week_and_comes_every_other() -> None:
    problem, plan = one(0, frozenset({1}))
    (event,) = events(plan, replace(TERM, rota=(0, 1)), problem=problem)
    assert event.start == datetime(2026, 8, 17, 8, 15, tzinfo=ZONE)
    assert "INTERVAL=2" in event.to_ical().decode()
    assert listed(event, "exdate") == {date(2026, 10, 12)}


def test_a_day_that_follows_another_is_added_by_name() -> None:
    problem, plan = one(0)
    friday = date(2026, 8, 14)
    term = replace(TERM, last=date(2026, 8, 30), exceptions={friday: (0, 0)})
    (event,) = events(plan, term, problem=problem)
    assert dates_of(event) == {MONDAY, friday, date(2026, 8, 17), date(2026, 8, 24)}


@given(
    free=st.lists(st.integers(0, 60)),
    swapped=st.dictionaries(st.integers(0, 60), st.tuples(st.integers(0, 1), st.integers(0, 1))),
    rota=st.lists(st.integers(0, 1), min_size=1, max_size=3),
    weeks=st.frozensets(st.integers(0, 1)),
)
def test_a_lesson_stands_on_the_dates_of_its_term_and_on_no_other(
    free: list[int],
    swapped: dict[int, tuple[int, int]],
    rota: list[int],
    weeks: frozenset[int],
) -> None:
    problem, plan = one(3, weeks)
    after = {MONDAY + timedelta(days=number): day for number, day in swapped.items()}
    without = dict.fromkeys((MONDAY + timedelta(days=number) for number in free), None)
    term = Term(
        id="x",
        first=MONDAY,
        last=MONDAY + timedelta(days=55),
        days=2,
        rota=tuple(rota),
        exceptions={**after, **without},
    )
    kinds = weeks or {0, 1}
    wanted = {on for kind in kinds for on in term.dates((kind, 1))}
    assert {on for event in events(plan, term, problem=problem) for on in dates_of(event)} == wanted


def test_hours_without_a_clock_begin_at_eight() -> None:
    problem, plan = one(1)
    (event,) = icalendar.Calendar.from_ical(
        calendar_text(problem, plan, Published(term=TERM, stamp=datetime(2026, 8, 1, tzinfo=UTC)))
    ).events
    assert begin(event).time() == time(9)


def test_a_time_of_no_day_is_told() -> None:
    calendar = PROBLEM.calendar
    groups = tuple(group for group in calendar.groups if group.kind == "Day")[:1]
    lame = replace(
        PROBLEM, calendar=Calendar(times=calendar.times, names=calendar.names, groups=groups)
    )
    with pytest.raises(InputFault, match="in no day"):
        events(one(5)[1], problem=lame)


def test_an_hour_that_would_begin_after_midnight_is_refused() -> None:
    problem, plan = make_school(School(classes=1, teachers=2, days=1, hours=17, load=0.9))
    moved = [replace(x, start=16 if not n else None) for n, x in enumerate(plan.lessons)]
    with pytest.raises(InputFault, match="hour 17 of a day would begin after midnight"):
        calendar_text(problem, Plan(tuple(moved)), Published(term=TERM))
