"""iCalendar out (RFC 5545): lessons on their real dates, under identifiers that stay."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from itertools import pairwise
from math import gcd
from zoneinfo import ZoneInfo

import icalendar

from timetabler.formats.faults import InputFault
from timetabler.model import Lesson, Plan, Problem, Term

HOUR = timedelta(minutes=60)
WEEK = timedelta(weeks=1)
LAST = 15  # the hour that begins at 23 o'clock


@dataclass(frozen=True, kw_only=True)
class Published:
    """What turns a weekly plan into dates and clock times.

    `hours` has the beginnings of the hours of a day; hours beyond them begin on the hour from
    eight o'clock, and there are none after midnight. `revision` grows with each published change.
    """

    term: Term
    hours: tuple[time, ...] = ()
    length: timedelta = timedelta(minutes=45)
    zone: str = "Europe/Helsinki"
    revision: int = 0
    stamp: datetime = datetime(2000, 1, 1, tzinfo=UTC)

    def at(self, day: date, hour: int) -> datetime:
        """When an hour of the plan begins on a date."""
        return datetime.combine(day, self._begin(hour), ZoneInfo(self.zone))

    def _begin(self, hour: int) -> time:
        if hour < len(self.hours):
            return self.hours[hour]
        if hour > LAST:
            raise InputFault(f"hour {hour + 1} of a day would begin after midnight: say when")
        return (datetime(2000, 1, 1, 8, tzinfo=UTC) + hour * HOUR).time()


def calendar_text(
    problem: Problem, plan: Plan, published: Published, resource: int | None = None
) -> str:
    """The lessons of a plan, or those of one resource, as an iCalendar document.

    A lesson is one event on all its dates: those of the kinds of week in which it runs, without
    the free days of the term and with the days that follow its day instead of their own.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//DigiOne//timetabler//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if resource is not None:
        calendar.add("x-wr-calname", problem.resources[resource].name)
    counts: dict[int, int] = {}
    for lesson in sorted(plan.lessons, key=lambda x: (x.event, x.start or 0, x.duration)):
        counts[lesson.event] = counts.get(lesson.event, 0) + 1
        if lesson.start is not None and (resource is None or resource in lesson.resources):
            for event in _events(problem, lesson, counts[lesson.event], published):
                calendar.add_component(event)
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


def _events(
    problem: Problem, lesson: Lesson, number: int, published: Published
) -> Iterator[icalendar.Event]:
    """The event of a lesson; none where the term has no date for it."""
    day, hour = _place(problem, lesson.start or 0)
    about = problem.events[lesson.event]
    kinds = [kind for kind in published.term.kinds() if about.runs_in(kind)]
    dates = sorted({on for kind in kinds for on in published.term.dates((kind, day))})
    if not dates:
        return
    event = icalendar.Event()
    event.add("uid", identifier(problem, lesson, number))
    event.add("dtstamp", published.stamp)
    event.add("sequence", published.revision)
    event.add("summary", about.name or about.id)
    _dates(event, dates, day, (hour, lesson.duration), published)
    _people(event, problem, lesson)
    yield event


def _dates(
    event: icalendar.Event, dates: list[date], day: int, hours: tuple[int, int], at: Published
) -> None:
    """A rule for the lesson's own weekday, and by name the dates that it misses or adds."""
    hour, duration = hours
    own = [on for on in dates if on.weekday() == day] or dates[:1]
    step = gcd(*((later - earlier) // WEEK for earlier, later in pairwise(own))) or 1
    count = (own[-1] - own[0]) // (step * WEEK) + 1
    ruled = [own[0] + number * step * WEEK for number in range(count)]
    event.add("dtstart", at.at(own[0], hour))
    event.add("dtend", at.at(own[0], hour + duration - 1) + at.length)
    if count > 1:
        event.add("rrule", {"freq": "weekly", "interval": step, "count": count})
    if missed := [at.at(on, hour) for on in ruled if on not in dates]:
        event.add("exdate", missed)
    if added := [at.at(on, hour) for on in dates if on not in ruled]:
        event.add("rdate", added)


def _people(event: icalendar.Event, problem: Problem, lesson: Lesson) -> None:
    taken = [problem.resources[r] for r in lesson.resources if r is not None]
    rooms = [resource.name for resource in taken if resource.kind.lower() == "room"]
    others = [resource.name for resource in taken if resource.kind.lower() not in {"room", "set"}]
    if rooms:
        event.add("location", ", ".join(rooms))
    event.add("description", ", ".join(dict.fromkeys(others)))
