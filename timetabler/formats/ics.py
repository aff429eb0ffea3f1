"""iCalendar out: an event for each lesson of a plan, under an identifier that stays."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

import icalendar

from timetabler.formats.faults import InputFault
from timetabler.model import Lesson, Plan, Problem

HOUR = timedelta(minutes=60)


@dataclass(frozen=True, kw_only=True)
class Year:
    """Real dates for a week: its first Monday, how often it is taught, and when not.

    `hours` has the beginnings of the hours of a day where they are known; `sequence` grows with
    each published change.
    """

    begins: date
    weeks: int = 1
    free: frozenset[date] = frozenset()
    hours: tuple[time, ...] = ()
    length: timedelta = timedelta(minutes=45)
    zone: str = "Europe/Helsinki"
    sequence: int = 0
    stamp: datetime = datetime(2000, 1, 1, tzinfo=UTC)


def calendar_text(problem: Problem, plan: Plan, year: Year, resource: int | None = None) -> str:
    """The lessons of a plan, or those of one resource, as an iCalendar document."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//DigiOne//timetabler//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    counts: dict[int, int] = {}
    for lesson in sorted(plan.lessons, key=lambda x: (x.event, x.start or 0, x.duration)):
        counts[lesson.event] = counts.get(lesson.event, 0) + 1
        if lesson.start is not None and (resource is None or resource in lesson.resources):
            calendar.add_component(_event(problem, lesson, counts[lesson.event], year))
    calendar.add_missing_timezones()
    return str(calendar.to_ical().decode())


def identifier(problem: Problem, lesson: Lesson, number: int) -> str:
    """The same for the n-th lesson of an event however often it is moved."""
    key = f"{problem.id}\0{problem.events[lesson.event].id}\0{number}"
    return f"{sha256(key.encode()).hexdigest()[:32]}@timetabler"


def _place(problem: Problem, start: int) -> tuple[int, int]:
    """Day and hour of a time."""
    for number, day in enumerate(problem.calendar.days()):
        if start in day:
            return number, sorted(day).index(start)
    raise InputFault(
        "a time that lies in no day has no date", element=problem.calendar.times[start]
    )


def _event(problem: Problem, lesson: Lesson, number: int, year: Year) -> icalendar.Event:
    day, hour = _place(problem, lesson.start or 0)
    monday = year.begins - timedelta(days=year.begins.weekday())
    zone = ZoneInfo(year.zone)
    days = [monday + timedelta(days=day, weeks=week) for week in range(max(1, year.weeks))]
    starts = [datetime.combine(on, _begin(year, hour), zone) for on in days]
    ends = datetime.combine(days[0], _begin(year, hour + lesson.duration - 1), zone) + year.length
    found = icalendar.Event()
    found.add("uid", identifier(problem, lesson, number))
    found.add("dtstamp", year.stamp)
    found.add("sequence", year.sequence)
    found.add("summary", problem.events[lesson.event].name or problem.events[lesson.event].id)
    found.add("dtstart", starts[0])
    found.add("dtend", ends)
    if year.weeks > 1:
        found.add("rrule", {"freq": "weekly", "count": year.weeks})
    away = [start for start in starts if start.date() in year.free]
    if away:
        found.add("exdate", away)
    _people(found, problem, lesson)
    return found


def _begin(year: Year, hour: int) -> time:
    if hour < len(year.hours):
        return year.hours[hour]
    return (datetime(2000, 1, 1, 8, tzinfo=UTC) + hour * HOUR).time()


def _people(found: icalendar.Event, problem: Problem, lesson: Lesson) -> None:
    taken = [problem.resources[r] for r in lesson.resources if r is not None]
    rooms = [resource.name for resource in taken if resource.kind.lower() == "room"]
    others = [resource.name for resource in taken if resource.kind.lower() not in {"room", "set"}]
    if rooms:
        found.add("location", ", ".join(rooms))
    found.add("description", ", ".join(dict.fromkeys(others)))
