"""iCalendar out (RFC 5545): one person's weeks as events that repeat, free on holidays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

import icalendar

from timetabler.model import Lesson, Plan, Problem

ZONE = ZoneInfo("Europe/Helsinki")


@dataclass(frozen=True, kw_only=True)
class Term:
    """Dates of a plan: its first Monday, its last day, holidays, and the clock of each time.

    `clock` has the begin and end of every time of a day, in the order of the day; day number n of
    the plan is n days after the Monday. `revision` grows with every publication. Where weeks are
    not alike, the first is of the calendar's first kind and they take turns from there.
    """

    monday: date
    last: date
    clock: Sequence[tuple[time, time]]
    holidays: frozenset[date] = frozenset()
    revision: int = 0


def calendar_of(problem: Problem, plan: Plan, resource: int, term: Term) -> str:
    """The calendar of one teacher, class or room; the same lesson keeps its identifier."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//timetabler//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", problem.resources[resource].name)
    seen: dict[int, int] = {}
    for lesson in sorted(_of(plan, resource), key=lambda x: (x.event, x.start or 0)):
        number = seen[lesson.event] = seen.get(lesson.event, 0) + 1
        for day, times in enumerate(problem.calendar.days()):
            if lesson.start in times:
                weeks: list[int | None] = [*sorted(problem.events[lesson.event].weeks)]
                for week in weeks or [None]:
                    place = (day, times.index(lesson.start), week)
                    calendar.add_component(_event(problem, lesson, place, term, number))
    text: bytes = calendar.to_ical()
    return text.decode()


def _of(plan: Plan, resource: int) -> Iterable[Lesson]:
    return (x for x in plan.lessons if resource in x.resources and x.start is not None)


def _event(
    problem: Problem, lesson: Lesson, place: tuple[int, int, int | None], term: Term, number: int
) -> icalendar.Event:
    day, hour, week = place
    every = 1 if week is None else len(problem.calendar.weeks)
    first = term.monday + timedelta(days=day, weeks=week or 0)
    last = min(hour + lesson.duration, len(term.clock)) - 1
    begin = datetime.combine(first, term.clock[hour][0], ZONE)
    event, about = icalendar.Event(), problem.events[lesson.event]
    event.add("uid", _identifier(problem, lesson, number, week))
    event.add("sequence", term.revision)
    event.add("dtstamp", datetime.combine(term.monday, time(), UTC))
    event.add("summary", about.name or about.id)
    others = (problem.resources[r].name for r in lesson.resources if r is not None)
    event.add("location", ", ".join(others))
    event.add("dtstart", begin)
    event.add("dtend", datetime.combine(first, term.clock[last][1], ZONE))
    until = datetime.combine(term.last, time(23, 59, 59), ZONE).astimezone(UTC)
    event.add("rrule", {"freq": "weekly", "interval": every, "until": until})
    free = [d for d in sorted(term.holidays) if d >= first and (d - first).days % (7 * every) == 0]
    if free:
        event.add("exdate", [datetime.combine(d, term.clock[hour][0], ZONE) for d in free])
    return event


def _identifier(problem: Problem, lesson: Lesson, number: int, week: int | None) -> str:
    """An identifier that stays when the lesson moves: the event's, and which of its lessons."""
    part = "" if week is None else f"/{problem.calendar.weeks[week]}"
    text = f"{problem.id}/{problem.events[lesson.event].id}/{number}{part}"
    return f"{sha256(text.encode()).hexdigest()[:32]}@timetabler"
