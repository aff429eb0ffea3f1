"""A problem built from files that know only a week, people, lessons and where they lie."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from timetabler.model import Calendar, Event, Group, Lesson, Plan, Problem, Resource, Seat
from timetabler.rules import (
    AssignResource,
    AssignTime,
    AvoidClashes,
    PreferResources,
    PreferTimes,
    Rule,
    SplitEvents,
)

TEACHER, STUDENTS, ROOM = "Teacher", "Class", "Room"


@dataclass(frozen=True, kw_only=True)
class Teaching:
    """Lessons of one length; `rooms` are the rooms that suit, `times` the starts that are open."""

    id: str
    subject: str
    count: int
    length: int = 1
    people: tuple[int, ...] = ()
    rooms: frozenset[int] = frozenset()
    times: frozenset[int] | None = None


@dataclass
class Weekly:
    """Collects resources, teaching and placements."""

    days: list[str]
    hours: list[str]
    resources: list[Resource] = field(default_factory=list)
    position: dict[tuple[str, str], int] = field(default_factory=dict)
    teaching: list[Teaching] = field(default_factory=list)
    placed: list[tuple[int, int, int | None]] = field(default_factory=list)

    def add(self, kind: str, identifier: str, name: str) -> int:
        """Position of a resource, new or known."""
        key = (kind, identifier)
        if key not in self.position:
            self.position[key] = len(self.resources)
            own = f"{kind}:{identifier}"
            self.resources.append(Resource(id=own, name=name or identifier, kind=kind))
        return self.position[key]

    def time(self, day: int, hour: int) -> int:
        """Number of a time."""
        return day * len(self.hours) + hour

    def starts(self, length: int, days: Iterable[int]) -> frozenset[int]:
        """Starts on some days of lessons that do not run over the end of the day."""
        last = len(self.hours) - length + 1
        return frozenset(self.time(day, hour) for day in days for hour in range(max(0, last)))

    def problem(self, name: str) -> Problem:
        """The finished problem."""
        size = len(self.hours)
        days = [
            Group(
                id=f"day {i + 1}",
                name=d,
                members=tuple(range(i * size, i * size + size)),
                kind="Day",
            )
            for i, d in enumerate(self.days)
        ]
        rows = range(len(self.days))
        return Problem(
            id=name,
            name=name,
            calendar=Calendar(
                times=tuple(f"{d + 1}.{h + 1}" for d in rows for h in range(size)),
                names=tuple(f"{day} {hour}" for day in self.days for hour in self.hours),
                groups=tuple(days),
            ),
            kinds=(TEACHER, STUDENTS, ROOM),
            resources=tuple(self.resources),
            events=tuple(self._event(own) for own in self.teaching),
            rules=tuple(self._rules()),
        )

    def _event(self, own: Teaching) -> Event:
        seats = [Seat(role=self.resources[r].kind, resource=r) for r in own.people]
        if own.rooms:
            seats.append(Seat(role=ROOM, kind=ROOM))
        return Event(
            id=own.id, name=own.subject, duration=own.count * own.length, seats=tuple(seats)
        )

    def _rules(self) -> Iterable[Rule]:
        events = tuple(range(len(self.teaching)))
        yield AssignTime(id="placed", events=events)
        yield AvoidClashes(id="clashes", resources=tuple(range(len(self.resources))))
        for length in sorted({own.length for own in self.teaching}):
            same = tuple(i for i in events if self.teaching[i].length == length)
            yield SplitEvents(id=f"length {length}", events=same, shortest=length, longest=length)
        by_times: dict[frozenset[int], list[int]] = {}
        by_rooms: dict[frozenset[int], list[int]] = {}
        for number, own in enumerate(self.teaching):
            times = self.starts(own.length, range(len(self.days)))
            by_times.setdefault(times if own.times is None else own.times, []).append(number)
            if own.rooms:
                by_rooms.setdefault(own.rooms, []).append(number)
        for i, (times, found) in enumerate(by_times.items(), start=1):
            yield PreferTimes(id=f"times {i}", events=tuple(found), times=times)
        for i, (rooms, found) in enumerate(by_rooms.items(), start=1):
            own_events = tuple(found)
            yield AssignResource(id=f"room {i}", events=own_events, role=ROOM)
            yield PreferResources(id=f"rooms {i}", events=own_events, role=ROOM, resources=rooms)

    def plan(self, problem: Problem) -> Plan | None:
        """The placements as a plan, if there are any."""
        lessons = []
        for event, start, room in self.placed:
            seats = problem.events[event].seats
            taken = tuple(room if s.resource is None else s.resource for s in seats)
            length = self.teaching[event].length
            lessons.append(Lesson(event=event, duration=length, start=start, resources=taken))
        return Plan.complete(problem, lessons) if lessons else None
