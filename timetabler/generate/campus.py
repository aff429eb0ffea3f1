"""A made-up upper school: teachers, rooms and halves of days to choose, bands, students, workloads.

Its hard rules are drawn around a plan, so that they can all be kept.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from random import Random

from timetabler.chances import chances
from timetabler.generate.week import week
from timetabler.model import Event, Lesson, Plan, Problem, Resource, Seat
from timetabler.rules import (
    UNLIMITED,
    AssignResource,
    AssignTime,
    AvoidClashes,
    AvoidSplitAssignments,
    ClusterBusy,
    CostFunction,
    DistributeSplits,
    LimitBusy,
    LimitIdle,
    LimitWorkload,
    LinkEvents,
    OrderEvents,
    PreferResources,
    PreferTimes,
    Rule,
    SplitEvents,
    SpreadEvents,
    Window,
)

SUBJECTS = 4  # each with teachers and rooms of its own
LENGTHS = (2, 1)  # every course is one double lesson and one single
HOURS_OF_A_COURSE = sum(LENGTHS)


@dataclass(frozen=True, kw_only=True)
class Campus:
    """Size of an upper school to make up; `spare` rooms of each subject are never needed."""

    classes: int = 6
    courses: int = 7
    teachers: int = 12
    students: int = 20
    days: int = 5
    hours: int = 6
    spare: int = 1
    seed: int = 1


@dataclass
class _Course:
    group: int
    subject: int
    teacher: int
    lessons: list[tuple[int, int, int]]  # start, length, room


def make_campus(size: Campus) -> tuple[Problem, Plan]:
    """An upper school, and a plan of it that keeps every hard rule."""
    random = chances(size.seed)
    courses = _teach(size, random)
    rooms = 1 + size.spare + max(x[2] for course in courses for x in course.lessons)
    resources = [
        *(Resource(id=f"C{i}", name=f"Class {i}", kind="Class") for i in range(size.classes)),
        *(Resource(id=f"T{i}", name=f"Teacher {i}", kind="Teacher") for i in range(size.teachers)),
        *(Resource(id=f"S{i}", name=f"Student {i}", kind="Student") for i in range(size.students)),
        *(Resource(id=f"R{i}", name=f"Room {i}", kind="Room") for i in range(rooms * SUBJECTS)),
    ]
    calendar = week(size.days, size.hours)
    problem = Problem(
        id=f"campus-{size.seed}",
        name="A made-up upper school",
        calendar=calendar,
        kinds=("Class", "Teacher", "Student", "Room"),
        resources=tuple(resources),
        events=tuple(_event(size, number, course) for number, course in enumerate(courses)),
    )
    first_room = size.classes + size.teachers + size.students
    plan = []
    for number, course in enumerate(courses):
        people = [s.resource for s in problem.events[number].seats]
        for start, length, room in course.lessons:
            own = first_room + course.subject * rooms + room
            seats = (people[0], size.classes + course.teacher, own, *people[3:])
            plan.append(Lesson(event=number, duration=length, start=start, resources=seats))
    return replace(problem, rules=_rules(size, problem, courses, rooms)), Plan(tuple(plan))


def _teach(size: Campus, random: Random) -> list[_Course]:
    """Courses with lessons on different days that clash with nothing."""
    busy: set[tuple[str, int, int]] = set()
    rooms: dict[tuple[int, int], int] = defaultdict(int)
    found = []
    for group in range(size.classes):
        for _ in range(size.courses):
            teacher = random.randrange(size.teachers)
            course = _Course(group, teacher % SUBJECTS, teacher, [])
            days = random.sample(range(size.days), size.days)
            for length in LENGTHS:
                _meet(size, course, length, days, busy)
            if sum(length for _, length, _ in course.lessons) == HOURS_OF_A_COURSE:
                course.lessons = [_in_room(course, x, rooms) for x in course.lessons]
                found.append(course)
            else:
                _forget(course, busy)
    return found


def _meet(
    size: Campus, course: _Course, length: int, days: list[int], busy: set[tuple[str, int, int]]
) -> None:
    who = (("class", course.group), ("teacher", course.teacher))
    for day in list(days):
        for hour in range(size.hours - length + 1):
            start = day * size.hours + hour
            wanted = {(*x, time) for x in who for time in range(start, start + length)}
            if not wanted & busy:
                busy |= wanted
                days.remove(day)
                course.lessons.append((start, length, 0))
                return


def _forget(course: _Course, busy: set[tuple[str, int, int]]) -> None:
    for start, length, _ in course.lessons:
        for time in range(start, start + length):
            busy -= {("class", course.group, time), ("teacher", course.teacher, time)}


def _in_room(
    course: _Course, lesson: tuple[int, int, int], rooms: dict[tuple[int, int], int]
) -> tuple[int, int, int]:
    """The lesson in a room of its subject that nobody uses at its times or later ones in use."""
    start, length, _ = lesson
    times = range(start, start + length)
    room = max(rooms[course.subject, time] for time in times)
    for time in times:
        rooms[course.subject, time] = room + 1
    return start, length, room


def _event(size: Campus, number: int, course: _Course) -> Event:
    first = size.classes + size.teachers
    students = range(course.group, size.students, size.classes)
    return Event(
        id=f"E{number}",
        name=f"Class {course.group}, course {number}",
        duration=HOURS_OF_A_COURSE,
        seats=(
            Seat(role="Class", resource=course.group),
            Seat(role="Teacher", kind="Teacher"),
            Seat(role="Room", kind="Room"),
            *(Seat(role=f"Student{i}", resource=first + i) for i in students),
        ),
    )


def _rules(size: Campus, problem: Problem, courses: list[_Course], rooms: int) -> tuple[Rule, ...]:
    everyone = tuple(range(len(problem.resources)))
    classes = everyone[: size.classes]
    teachers = everyone[size.classes : size.classes + size.teachers]
    return (
        *_musts(problem, courses),
        AvoidClashes(id="one-place", resources=everyone),
        *_suited(size, courses, rooms),
        *_loads(size, courses),
        *_wishes(problem, courses, classes, teachers),
    )


def _musts(problem: Problem, courses: list[_Course]) -> tuple[Rule, ...]:
    events, alone, names = _alone(problem)
    days = problem.calendar.days()
    inside = frozenset(time for day in days for time in day[:-1])
    once = tuple(Window(day, 0, 1) for day in days)
    return (
        AssignTime(id="placed", events=events),
        AssignResource(id="teacher", events=events, role="Teacher"),
        AssignResource(id="room", events=events, role="Room"),
        AvoidSplitAssignments(id="one-teacher", role="Teacher", groups=alone, names=names),
        SplitEvents(id="cut", events=events, longest=2, fewest=2, most=3),
        DistributeSplits(id="double", events=events, duration=2, minimum=1, maximum=1),
        PreferTimes(id="inside", events=events, duration=2, times=inside),
        SpreadEvents(id="once", windows=once, groups=alone, names=names),
        OrderEvents(id="order", pairs=_ordered(courses)),
    )


def _wishes(
    problem: Problem, courses: list[_Course], classes: tuple[int, ...], teachers: tuple[int, ...]
) -> tuple[Rule, ...]:
    events, alone, names = _alone(problem)
    days = problem.calendar.days()
    early = frozenset(time for day in days for time in day[:-2])
    hours = tuple(Window(day, 2, 5) for day in days)
    step, square = CostFunction.STEP, CostFunction.QUADRATIC
    bands = tuple((n, n + 1) for n in events[::5] if _alike(courses, n))
    return (
        AvoidSplitAssignments(
            id="one-room", hard=False, cost=step, role="Room", groups=alone, names=names
        ),
        PreferTimes(id="early", hard=False, events=events, times=early),
        LinkEvents(id="bands", hard=False, groups=bands, names=tuple(map(str, bands))),
        LimitIdle(id="gaps", hard=False, cost=square, resources=(*classes, *teachers), groups=days),
        LimitBusy(id="hours", hard=False, resources=teachers, windows=hours),
        ClusterBusy(id="days", hard=False, weight=3, resources=teachers, groups=days, maximum=4),
    )


def _alone(
    problem: Problem,
) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...], tuple[str, ...]]:
    """All events, each as a group of its own, and their names."""
    events = tuple(range(len(problem.events)))
    return events, tuple((event,) for event in events), tuple(x.id for x in problem.events)


def _alike(courses: list[_Course], number: int) -> bool:
    return number + 1 < len(courses) and courses[number].group != courses[number + 1].group


def _ordered(courses: list[_Course]) -> tuple[tuple[int, int, int, int], ...]:
    """Pairs of courses that the plan teaches one wholly before the other."""
    found = []
    for first in range(0, len(courses) - 1, 4):
        end = max(start + length for start, length, _ in courses[first].lessons)
        if end <= min(start for start, _, _ in courses[first + 1].lessons):
            found.append((first, first + 1, 0, UNLIMITED))
    return tuple(found)


def _suited(size: Campus, courses: list[_Course], rooms: int) -> list[Rule]:
    """Teachers and rooms of the right subject."""
    found: list[Rule] = []
    first = size.classes + size.teachers + size.students
    for subject in range(SUBJECTS):
        events = tuple(n for n, course in enumerate(courses) if course.subject == subject)
        able = range(size.classes + subject, size.classes + size.teachers, SUBJECTS)
        own = range(first + subject * rooms, first + (subject + 1) * rooms)
        for role, resources in (("Teacher", able), ("Room", own)):
            suited = frozenset(resources)
            name = f"{role}-{subject}"
            found.append(PreferResources(id=name, events=events, role=role, resources=suited))
    return found


def _loads(size: Campus, courses: list[_Course]) -> list[Rule]:
    """At most the work that the plan gives each teacher, and one course more."""
    found: list[Rule] = []
    for teacher in range(size.teachers):
        load = HOURS_OF_A_COURSE * sum(course.teacher == teacher for course in courses)
        most = load + HOURS_OF_A_COURSE
        resources = (size.classes + teacher,)
        found.append(LimitWorkload(id=f"load-{teacher}", resources=resources, maximum=most))
    return found
