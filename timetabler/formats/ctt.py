"""Curriculum-based course timetabling of ITC-2007: .ctt files in, with the competition's costs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from timetabler.formats.faults import InputFault
from timetabler.formats.lines import Line, words
from timetabler.formats.source import Source
from timetabler.model import Calendar, Event, Group, Problem, Resource, Seat
from timetabler.rules import (
    AssignResource,
    AssignTime,
    AvoidClashes,
    AvoidLonely,
    AvoidSplitAssignments,
    ClusterBusy,
    PreferResources,
    PreferTimes,
    Rule,
    SplitEvents,
)

SECTIONS = ("COURSES:", "ROOMS:", "CURRICULA:", "UNAVAILABILITY_CONSTRAINTS:")
TEACHER, COURSE, CURRICULUM, ROOM = "Teacher", "Course", "Curriculum", "Room"
HEAD = {
    *("Name:", "Courses:", "Rooms:", "Days:", "Periods_per_day:", "Curricula:", "Constraints:"),
}
WIDTHS = {"COURSES:": 5, "ROOMS:": 2, "UNAVAILABILITY_CONSTRAINTS:": 3}
CURRICULA, END = "CURRICULA:", "END."
MOST_DAYS, MOST_PERIODS = 60, 48
DAY_WEIGHT, ALONE_WEIGHT = 5, 2


@dataclass
class _File:
    """Lines by section, and the numbers at the head."""

    path: Path
    head: dict[str, Line] = field(default_factory=dict)
    rows: dict[str, list[Line]] = field(default_factory=lambda: {name: [] for name in SECTIONS})
    opened: set[str] = field(default_factory=set)

    def number(self, name: str, most: int) -> int:
        """A number of the head."""
        if name not in self.head:
            raise InputFault(f"{name} is missing", file=str(self.path), line=1)
        return self.head[name].whole(2, most)

    def open(self, line: Line) -> None:
        """Begin a section, which is there once."""
        if line.fields[0] in self.opened:
            raise line.fault(f"{line.fields[0]} is there twice")
        if len(line.fields) > 1:
            raise line.fault(f"nothing may follow {line.fields[0]}", 2)
        self.opened.add(line.fields[0])

    def put(self, section: str, line: Line) -> None:
        """A line of a section, or of the head where none has begun."""
        if section != CURRICULA and line.fields[0] != "Name:":
            width = WIDTHS.get(section, 2)
            if len(line.fields) != width:
                raise line.fault(f"{len(line.fields)} columns; there must be {width}")
        if section:
            self.rows[section].append(line)
        else:
            self._put_head(line)

    def _put_head(self, line: Line) -> None:
        name = line.fields[0]
        if name not in HEAD:
            raise line.fault(f"{name!r} is not known here", 1)
        if name in self.head:
            raise line.fault(f"{name} is there twice", 1)
        self.head[name] = line

    def check(self) -> None:
        """The head says how many lines follow."""
        for name, section in zip(
            ("Courses:", "Rooms:", "Curricula:", "Constraints:"), SECTIONS, strict=True
        ):
            stated = self.number(name, 10**6)
            if stated != len(self.rows[section]):
                raise self.head[name].fault(f"{stated} announced, {len(self.rows[section])} found")


def read_ctt(path: Path) -> Source:
    """Read a file, or say exactly what is wrong with it."""
    file = _File(path)
    section, last = "", 0
    for line in words(path):
        last = line.number
        if section == END:
            raise line.fault("nothing may follow END.")
        if line.fields[0] in (*SECTIONS, END):
            section = line.fields[0]
            file.open(line)
        else:
            file.put(section, line)
    if section != END:
        raise InputFault("END. is missing; is the file whole?", file=str(path), line=max(1, last))
    file.check()
    return Source(_Reader(file).problem())


class _Reader:
    def __init__(self, file: _File) -> None:
        self._file = file
        self._days = file.number("Days:", MOST_DAYS)
        self._hours = file.number("Periods_per_day:", MOST_PERIODS)
        if not self._days * self._hours:
            raise file.head["Days:"].fault("there must be at least one day and one period")
        self._resources: list[Resource] = []
        self._position: dict[tuple[str, str], int] = {}
        self._courses: dict[str, Line] = {}
        self._seats: dict[str, list[Seat]] = {}
        self._capacity: dict[int, int] = {}

    def _resource(self, kind: str, name: str) -> int:
        if (kind, name) not in self._position:
            self._position[kind, name] = len(self._resources)
            self._resources.append(Resource(id=f"{kind}:{name}", name=name, kind=kind))
        return self._position[kind, name]

    def problem(self) -> Problem:
        self._read_courses()
        self._read_curricula()
        closed = self._read_closed()
        week = [range(d * self._hours, (d + 1) * self._hours) for d in range(self._days)]
        names = tuple(
            f"{day + 1}.{hour + 1}" for day in range(self._days) for hour in range(self._hours)
        )
        days = [
            Group(id=f"day {i + 1}", name=f"Day {i + 1}", members=tuple(day), kind="Day")
            for i, day in enumerate(week)
        ]
        name = self._file.head.get("Name:")
        return Problem(
            id=name.text(2) if name and name.text(2) else self._file.path.stem,
            calendar=Calendar(times=names, names=names, groups=tuple(days)),
            kinds=(TEACHER, COURSE, CURRICULUM, ROOM),
            resources=tuple(self._resources),
            events=tuple(
                Event(id=c, name=c, duration=line.whole(3), seats=tuple(self._seats[c]))
                for c, line in self._courses.items()
            ),
            rules=(*self._rules(tuple(tuple(day) for day in week)), *self._closed(closed)),
        )

    def _read_courses(self) -> None:
        for line in self._file.rows["ROOMS:"]:
            if (ROOM, line.text(1)) in self._position:
                raise line.fault(f"room {line.text(1)!r} is declared twice", 1)
            self._capacity[self._resource(ROOM, line.text(1))] = line.whole(2)
        for line in self._file.rows["COURSES:"]:
            name = line.text(1)
            if name in self._courses:
                raise line.fault(f"course {name!r} is declared twice", 1)
            if not 1 <= line.whole(3) <= self._days * self._hours:
                raise line.fault(
                    "a course has at least one lecture, and at most one each period", 3
                )
            if line.whole(4) > min(self._days, line.whole(3)):
                raise line.fault(
                    f"{line.whole(4)} days are more than the {self._days} days of the week, or "
                    f"than the {line.whole(3)} lectures",
                    4,
                )
            line.whole(5)
            self._courses[name] = line
            self._seats[name] = [
                Seat(role=TEACHER, resource=self._resource(TEACHER, line.text(2))),
                Seat(role=COURSE, resource=self._resource(COURSE, name)),
                Seat(role=ROOM, kind=ROOM),
            ]

    def _known(self, line: Line, column: int) -> str:
        if line.text(column) not in self._courses:
            raise line.fault(f"course {line.text(column)!r} does not exist", column)
        return line.text(column)

    def _read_curricula(self) -> None:
        for line in self._file.rows["CURRICULA:"]:
            if (CURRICULUM, line.text(1)) in self._position:
                raise line.fault(f"curriculum {line.text(1)!r} is declared twice", 1)
            own = self._resource(CURRICULUM, line.text(1))
            if line.whole(2) != len(line.fields) - 2:
                raise line.fault(
                    f"{line.text(2)} courses announced, {len(line.fields) - 2} found", 2
                )
            for column in range(3, len(line.fields) + 1):
                course = self._known(line, column)
                if course in line.fields[2 : column - 1]:
                    raise line.fault(f"course {course!r} is there twice", column)
                self._seats[course].append(Seat(role=CURRICULUM, resource=own))

    def _read_closed(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for line in self._file.rows["UNAVAILABILITY_CONSTRAINTS:"]:
            day, hour = line.whole(2, self._days - 1), line.whole(3, self._hours - 1)
            found.setdefault(self._known(line, 1), set()).add(day * self._hours + hour)
        return found

    def _of(self, kind: str) -> tuple[int, ...]:
        return tuple(i for i, resource in enumerate(self._resources) if resource.kind == kind)

    def _rules(self, days: tuple[tuple[int, ...], ...]) -> Iterator[Rule]:
        events = tuple(range(len(self._courses)))
        names = tuple(self._courses)
        everyone = tuple(range(len(self._resources)))
        yield AssignTime(id="Lectures", events=events)
        yield SplitEvents(id="Single lectures", events=events, longest=1)
        yield AssignResource(id="Rooms", events=events, role=ROOM)
        yield AvoidClashes(id="Conflicts", resources=everyone)
        alone = tuple((event,) for event in events)
        yield AvoidSplitAssignments(
            id="RoomStability", hard=False, groups=alone, names=names, role=ROOM
        )
        yield AvoidLonely(
            id="CurriculumCompactness",
            hard=False,
            weight=ALONE_WEIGHT,
            resources=self._of(CURRICULUM),
            groups=days,
        )
        for course, line in self._courses.items():
            own = (self._resource(COURSE, course),)
            yield ClusterBusy(
                id=f"MinWorkingDays {course}",
                hard=False,
                weight=DAY_WEIGHT,
                resources=own,
                groups=days,
                minimum=line.whole(4),
            )
        yield from self._capacities()

    def _capacities(self) -> Iterator[Rule]:
        """One cost for each student without a place: each step between capacities has a rule."""
        steps = sorted(set(self._capacity.values()))
        for event, (course, line) in enumerate(self._courses.items()):
            bounds = [step for step in steps if step < line.whole(5)]
            for low, high in zip(bounds, [*bounds[1:], line.whole(5)], strict=False):
                large = frozenset(r for r, size in self._capacity.items() if size > low)
                yield PreferResources(
                    id=f"RoomCapacity {course} {low}",
                    hard=False,
                    weight=high - low,
                    events=(event,),
                    role=ROOM,
                    resources=large,
                )

    def _closed(self, closed: dict[str, set[int]]) -> Iterator[Rule]:
        for event, course in enumerate(self._courses):
            if course in closed:
                times = frozenset(range(self._days * self._hours)) - closed[course]
                yield PreferTimes(id=f"Availability {course}", events=(event,), times=times)
