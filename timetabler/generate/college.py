"""A made-up large school: bands of parallel courses, students one by one, uneven lessons.

Its hard rules are drawn around a plan, so that they can all be kept.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from timetabler.chances import chances
from timetabler.generate.week import week
from timetabler.model import Event, Lesson, Plan, Problem, Resource, Seat
from timetabler.rules import (
    AssignResource,
    AssignTime,
    AvoidClashes,
    AvoidSplitAssignments,
    AvoidUnavailable,
    ClusterBusy,
    DistributeSplits,
    LimitBusy,
    LimitIdle,
    LimitWorkload,
    LinkEvents,
    PreferResources,
    PreferTimes,
    Rule,
    SplitEvents,
    SpreadEvents,
    Window,
)

Busy = set[tuple[str, int, int]]


@dataclass(frozen=True, kw_only=True)
class College:
    """Size of a large school to make up.

    Each year has `forms` classes, taught alone in `cores` courses and together in `bands` of
    `forms` + `wide` parallel courses, which are `linked` by a rule or only by who sits in them.
    With `students` in each form, everybody chooses one course of every band. `patterns` are the
    lessons of a course. `chosen` is the share of courses whose teacher is not named.
    """

    years: int = 3
    forms: int = 4
    cores: int = 6
    bands: int = 3
    wide: int = 1
    students: int = 0
    linked: bool = True
    chosen: float = 0.0
    patterns: tuple[tuple[int, ...], ...] = ((1, 1, 1), (2, 1), (2, 2), (2, 1, 1))
    subjects: int = 8
    days: int = 5
    hours: int = 7
    load: float = 0.75
    spare: int = 0
    closed: int = 4
    seed: int = 1


@dataclass
class _Course:
    name: str
    people: frozenset[int]
    subject: int
    band: int
    pattern: tuple[int, ...] = ()
    teacher: int = -1
    lessons: list[tuple[int, int, int]] = field(default_factory=list)  # start, length, room


class _Maker:
    """Draws a college and its plan, one band after another."""

    def __init__(self, size: College) -> None:
        self.size = size
        self.random = chances(size.seed)
        self.forms = size.years * size.forms
        self.students = self.forms * size.students
        self.first_teacher = self.forms + self.students
        self.courses: list[_Course] = []
        self.busy: Busy = set()
        self.rooms: Counter[tuple[int, int]] = Counter()
        bands = [own for year in range(size.years) for own in self._bands(year)]
        # The widest first, as a timetabler would.
        bands.sort(key=len, reverse=True)
        hours = sum(len(own) * sum(max(size.patterns, key=sum)) for own in bands)
        each = max(1, int(size.days * size.hours * size.load))
        self.teachers = max(size.subjects * 2, hours // each + 1)
        for number, band in enumerate(bands):
            self._place(number, band)

    def _bands(self, year: int) -> Iterator[list[_Course]]:
        size = self.size
        first = year * size.forms
        for band in range(size.bands):
            members = self._choose(year)
            yield [
                _Course(f"Y{year} band {band}.{i}", people, self._subject(), 0)
                for i, people in enumerate(members)
                if people or not size.students
            ]
        for form in range(first, first + size.forms):
            everyone = frozenset({form, *self._of_form(form)})
            for core in range(size.cores):
                yield [_Course(f"C{form} core {core}", everyone, self._subject(), 0)]

    def _subject(self) -> int:
        return self.random.randrange(self.size.subjects)

    def _of_form(self, form: int) -> range:
        first = self.forms + form * self.size.students
        return range(first, first + self.size.students)

    def _choose(self, year: int) -> list[frozenset[int]]:
        """Who sits in each course of a band."""
        forms = range(year * self.size.forms, (year + 1) * self.size.forms)
        members: list[set[int]] = [set() for _ in range(self.size.forms + self.size.wide)]
        if not self.size.students:
            for course, form in zip(members, forms, strict=False):
                course.add(form)
        for form in forms:
            for student in self._of_form(form):
                self.random.choice(members).add(student)
        return [frozenset(course) for course in members]

    def _place(self, number: int, band: list[_Course]) -> None:
        """Find lessons for a band, all its courses at once; it is dropped where there are none."""
        pattern = self.random.choice(self.size.patterns)
        people = frozenset(("person", x) for course in band for x in course.people)
        for _ in range(20):
            teachers = self._staff(band)
            if teachers is None:
                continue
            who = people | {("person", self.first_teacher + x) for x in teachers}
            lessons = self._meet(who, pattern)
            if len(lessons) == len(pattern):
                self._settle(number, band, lessons, teachers)
                return

    def _staff(self, band: list[_Course]) -> list[int] | None:
        found: list[int] = []
        for course in band:
            able = range(course.subject, self.teachers, self.size.subjects)
            free = [teacher for teacher in able if teacher not in found]
            if not free:
                return None
            found.append(self.random.choice(free))
        return found

    def _meet(
        self, who: frozenset[tuple[str, int]], pattern: tuple[int, ...]
    ) -> list[tuple[int, int]]:
        found = []
        days = self.random.sample(range(self.size.days), self.size.days)
        for length in pattern:
            for day in days:
                start = self._free(who, day, length)
                if start is not None:
                    found.append((start, length))
                    days.remove(day)
                    break
        return found

    def _free(self, who: frozenset[tuple[str, int]], day: int, length: int) -> int | None:
        for hour in range(self.size.hours - length + 1):
            start = day * self.size.hours + hour
            wanted = {(*x, time) for x in who for time in range(start, start + length)}
            if not wanted & self.busy:
                return start
        return None

    def _settle(
        self, number: int, band: list[_Course], lessons: list[tuple[int, int]], staff: list[int]
    ) -> None:
        for course, teacher in zip(band, staff, strict=True):
            course.band, course.teacher = number, teacher
            course.pattern = tuple(length for _, length in lessons)
            course.lessons = [(*lesson, self._room(course.subject, *lesson)) for lesson in lessons]
            self.courses.append(course)
            for who in (*course.people, self.first_teacher + teacher):
                for start, length in lessons:
                    self.busy |= {("person", who, t) for t in range(start, start + length)}

    def _room(self, subject: int, start: int, length: int) -> int:
        times = range(start, start + length)
        room = 0
        while any(("room", subject * 1000 + room, time) in self.busy for time in times):
            room += 1
        self.busy |= {("room", subject * 1000 + room, time) for time in times}
        self.rooms[subject, room] += length
        return room


def make_college(size: College) -> tuple[Problem, Plan]:
    """A large school, and a plan of it that keeps every hard rule."""
    maker = _Maker(size)
    rooms = [(s, r) for s in range(size.subjects) for r in range(_rooms(maker, s))]
    first_room = maker.first_teacher + maker.teachers
    resources = (
        *_resources("Class", maker.forms),
        *_resources("Student", maker.students),
        *_resources("Teacher", maker.teachers),
        *_resources("Room", len(rooms)),
    )
    free = [maker.random.random() < size.chosen for _ in maker.courses]
    problem = Problem(
        id=f"college-{size.seed}",
        name="A made-up large school",
        calendar=week(size.days, size.hours),
        kinds=("Class", "Student", "Teacher", "Room"),
        resources=resources,
        events=tuple(_event(maker, n, free=free[n]) for n in range(len(maker.courses))),
    )
    lessons = [
        Lesson(
            event=number,
            duration=length,
            start=start,
            resources=(
                *sorted(course.people),
                maker.first_teacher + course.teacher,
                first_room + rooms.index((course.subject, room)),
            ),
        )
        for number, course in enumerate(maker.courses)
        for start, length, room in course.lessons
    ]
    suited = {
        s: frozenset(first_room + i for i, (t, _) in enumerate(rooms) if t == s) for s, _ in rooms
    }
    plan = Plan(tuple(lessons))
    return replace(problem, rules=tuple(_rules(maker, problem, plan, suited))), plan


def _rooms(maker: _Maker, subject: int) -> int:
    return maker.size.spare + sum(1 for own, _ in maker.rooms if own == subject)


def _resources(kind: str, count: int) -> Iterator[Resource]:
    return (Resource(id=f"{kind}{i}", name=f"{kind} {i}", kind=kind) for i in range(count))


def _event(maker: _Maker, number: int, *, free: bool) -> Event:
    course = maker.courses[number]
    seats = [Seat(role=f"p{x}", resource=x) for x in sorted(course.people)]
    teacher = None if free else maker.first_teacher + course.teacher
    seats.append(Seat(role="Teacher", kind="Teacher" if free else "", resource=teacher))
    return Event(
        id=f"E{number}",
        name=course.name,
        duration=sum(course.pattern),
        seats=(*seats, Seat(role="Room", kind="Room")),
    )


def _rules(
    maker: _Maker, problem: Problem, plan: Plan, rooms: dict[int, frozenset[int]]
) -> Iterator[Rule]:
    everyone = tuple(range(len(problem.resources)))
    events = tuple(range(len(problem.events)))
    yield AssignTime(id="placed", events=events)
    yield AvoidClashes(id="one-place", resources=everyone)
    yield from _cuts(maker, problem)
    yield from _seats(maker, problem, rooms)
    yield from _away(maker, plan)
    if maker.size.linked:
        yield _links(maker)
    yield from _wishes(maker, problem)


def _cuts(maker: _Maker, problem: Problem) -> Iterator[Rule]:
    days = problem.calendar.days()
    alike: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for number, course in enumerate(maker.courses):
        alike[tuple(sorted(course.pattern))].append(number)
    for pattern, events in alike.items():
        name = f"cut-{'-'.join(map(str, pattern))}"
        yield SplitEvents(
            id=name,
            events=tuple(events),
            shortest=min(pattern),
            longest=max(pattern),
            fewest=len(pattern),
            most=len(pattern),
        )
        for length in set(pattern):
            count = pattern.count(length)
            yield DistributeSplits(
                id=f"{name}-{length}",
                events=tuple(events),
                duration=length,
                minimum=count,
                maximum=count,
            )
    events_ = tuple(range(len(maker.courses)))
    for length in range(2, max(map(max, maker.size.patterns)) + 1):
        inside = frozenset(t for day in days for t in day[: len(day) - length + 1])
        yield PreferTimes(id=f"inside-{length}", events=events_, duration=length, times=inside)
    once = tuple(Window(day, 0, 1) for day in days)
    names = tuple(x.id for x in problem.events)
    yield SpreadEvents(id="once", windows=once, groups=tuple((e,) for e in events_), names=names)


def _seats(maker: _Maker, problem: Problem, rooms: dict[int, frozenset[int]]) -> Iterator[Rule]:
    events = tuple(range(len(maker.courses)))
    names = tuple(x.id for x in problem.events)
    alone = tuple((e,) for e in events)
    first = maker.first_teacher
    open_to = tuple(e for e in events if problem.events[e].seats[-2].resource is None)
    yield AssignResource(id="room", events=events, role="Room")
    yield AssignResource(id="teacher", events=open_to, role="Teacher")
    yield AvoidSplitAssignments(
        id="one-teacher",
        role="Teacher",
        groups=tuple((e,) for e in open_to),
        names=tuple(names[e] for e in open_to),
    )
    yield AvoidSplitAssignments(id="one-room", hard=False, role="Room", groups=alone, names=names)
    for subject, own in rooms.items():
        of_it = [e for e in events if maker.courses[e].subject == subject]
        yield PreferResources(id=f"room-{subject}", events=tuple(of_it), role="Room", resources=own)
        able = frozenset(range(first + subject, first + maker.teachers, maker.size.subjects))
        chosen = tuple(e for e in of_it if e in set(open_to))
        name = f"teacher-{subject}"
        yield PreferResources(id=name, events=chosen, role="Teacher", resources=able)


def _away(maker: _Maker, plan: Plan) -> Iterator[Rule]:
    """When each teacher is away, and how much each may teach: two hours more than in the plan."""
    busy: dict[int, set[int]] = defaultdict(set)
    work: Counter[int] = Counter()
    for lesson in plan.lessons:
        teacher = lesson.resources[-2]
        if teacher is not None and lesson.start is not None:
            busy[teacher] |= set(range(lesson.start, lesson.start + lesson.duration))
            work[teacher] += lesson.duration
    every = range(maker.size.days * maker.size.hours)
    for teacher in range(maker.first_teacher, maker.first_teacher + maker.teachers):
        free = [time for time in every if time not in busy[teacher]]
        times = maker.random.sample(free, min(maker.size.closed, len(free)))
        yield AvoidUnavailable(
            id=f"away-{teacher}", resources=(teacher,), times=tuple(sorted(times))
        )
        yield LimitWorkload(id=f"load-{teacher}", resources=(teacher,), maximum=work[teacher] + 2)


def _links(maker: _Maker) -> Rule:
    bands: dict[int, list[int]] = defaultdict(list)
    for number, course in enumerate(maker.courses):
        bands[course.band].append(number)
    groups = tuple(tuple(own) for own in bands.values() if len(own) > 1)
    return LinkEvents(id="bands", groups=groups, names=tuple(map(str, groups)))


def _wishes(maker: _Maker, problem: Problem) -> Iterator[Rule]:
    days = problem.calendar.days()
    size = maker.size
    people = tuple(range(maker.first_teacher))
    teachers = tuple(range(maker.first_teacher, maker.first_teacher + maker.teachers))
    hours = tuple(Window(day, 2, size.hours - 2) for day in days)
    yield LimitIdle(id="gaps", hard=False, resources=(*people, *teachers), groups=days)
    yield LimitBusy(id="hours", hard=False, resources=teachers, windows=hours)
    yield ClusterBusy(
        id="days", hard=False, weight=3, resources=teachers, groups=days, minimum=2, maximum=4
    )
