"""A problem under construction from a .fet file: constraints add rules and sets to it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from timetabler.formats.fet.school import AFTERNOONS, MORNINGS, Activity, School
from timetabler.formats.markup import Node
from timetabler.model import Calendar, Event, Group, Problem, Resource, Seat
from timetabler.rules import (
    AssignTime,
    AvoidClashes,
    LimitBusy,
    LimitMixed,
    PreferTimes,
    Rule,
    SplitEvents,
    Window,
)

TEACHER, STUDENTS, ROOM, SET = "Teacher", "Students", "Room", "Set"
FULL = 100.0


class Unmapped(Exception):
    """A constraint that no rule can say, and why."""


class Terms(TypedDict):
    """What every rule has."""

    id: str
    name: str
    hard: bool
    weight: int


@dataclass
class Draft:
    """Resources by kind and name, events by activity, and the rules so far.

    A *set* is a resource that nobody is: it takes a seat in some activities so that a rule on
    resources can speak about these activities together.
    """

    school: School
    resources: list[Resource] = field(default_factory=list)
    position: dict[tuple[str, str], int] = field(default_factory=dict)
    seats: dict[str, list[Seat]] = field(default_factory=dict)
    event: dict[str, int] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    closed: dict[int, set[int]] = field(default_factory=dict)
    breaks: frozenset[int] = frozenset()
    sets: dict[frozenset[str], int] = field(default_factory=dict)
    led: dict[str, tuple[int, ...]] = field(default_factory=dict)
    rooms: set[str] = field(default_factory=set)
    suited: dict[str, frozenset[str]] = field(default_factory=dict)
    attending: dict[int, list[str]] = field(default_factory=dict)
    number: int = 0

    def add_resource(self, kind: str, name: str) -> int:
        """Position of a resource, new or known."""
        key = (kind, name)
        if key not in self.position:
            self.position[key] = len(self.resources)
            self.resources.append(Resource(id=f"{kind}:{name}", name=name, kind=kind))
        return self.position[key]

    def attend(self, activity: str, resource: int, role: str) -> None:
        """Give a resource a seat in an activity."""
        self.seats[activity].append(Seat(role=role, resource=resource))
        self.attending.setdefault(resource, []).append(activity)

    def set_of(self, activities: Iterable[str]) -> int:
        """The set resource that attends exactly these activities."""
        wanted = frozenset(activities)
        if wanted not in self.sets:
            found = self.add_resource(SET, f"set {len(self.sets) + 1}")
            self.sets[wanted] = found
            for activity in sorted(wanted & self.event.keys(), key=self.event.__getitem__):
                self.attend(activity, found, SET)
        return self.sets[wanted]

    def terms(self, node: Node) -> Terms:
        """Terms for a new rule of a constraint."""
        self.number += 1
        weight = weight_of(node)
        return Terms(
            id=f"r{self.number}",
            name=node.tag.removeprefix("Constraint"),
            hard=weight >= FULL,
            weight=1 if weight >= FULL else round(weight),
        )

    def open_days(self, resource: int) -> tuple[tuple[int, ...], ...]:
        """Times of each day that are neither break nor closed to a resource."""
        shut = self.closed.get(resource, set()) | self.breaks
        return tuple(tuple(t for t in day if t not in shut) for day in self.school.week.all_days)

    def same_days(
        self, people: Iterable[int]
    ) -> Mapping[tuple[tuple[int, ...], ...], tuple[int, ...]]:
        """People gathered by their open days, so that a rule can serve many of them."""
        found: dict[tuple[tuple[int, ...], ...], list[int]] = {}
        for person in people:
            found.setdefault(self.open_days(person), []).append(person)
        return {days: tuple(own) for days, own in found.items()}

    def starts(self, duration: int, allowed: Callable[[int], bool]) -> frozenset[int]:
        """Starts of a lesson that stays within a day and at allowed times."""
        return frozenset(
            day[hour]
            for day in self.school.week.all_days
            for hour in range(len(day) - duration + 1)
            if all(allowed(time) for time in day[hour : hour + duration])
        )

    def events_of(self, activities: Sequence[str]) -> tuple[int, ...]:
        """Positions of activities."""
        return tuple(self.event[activity] for activity in activities)

    def problem(self, name: str) -> Problem:
        """The finished problem."""
        week = self.school.week
        names = tuple(f"{day} {hour}" for day in week.days for hour in week.hours)
        days = [
            Group(id=f"day {i + 1}", name=day, members=week.day(i), kind="Day")
            for i, day in enumerate(week.days)
        ]
        times = tuple(
            f"{d + 1}.{h + 1}" for d in range(len(week.days)) for h in range(len(week.hours))
        )
        return Problem(
            id=name,
            name=name,
            calendar=Calendar(times=times, names=names, groups=tuple(days)),
            kinds=(TEACHER, STUDENTS, ROOM, SET),
            resources=tuple(self.resources),
            events=tuple(self._events()),
            rules=(*self._first_rules(), *self.rules),
        )

    def _events(self) -> Iterable[Event]:
        for activity in self.school.activities.values():
            yield Event(
                id=activity.id,
                name=activity.subject,
                duration=activity.duration,
                seats=tuple(self.seats[activity.id]),
            )

    def _first_rules(self) -> Iterable[Rule]:
        """What FET calls basic compulsory, and what it takes for granted."""
        week, events = self.school.week, tuple(range(len(self.school.activities)))
        yield AssignTime(id="placed", name="Every activity is placed", events=events)
        people = tuple(i for i, r in enumerate(self.resources) if r.kind != SET)
        yield AvoidClashes(id="clashes", name="In one place at a time", resources=people)
        if week.blocks:
            columns = zip(*week.all_days, strict=True)
            windows = tuple(Window(column, 0, 1) for column in columns)
            yield LimitBusy(id="blocks", name="In one block", resources=people, windows=windows)
        pairs = tuple(zip(week.all_days[MORNINGS], week.all_days[AFTERNOONS], strict=False))
        for most in sorted(set(self.school.mixed.values())):
            names = (name for name, limit in self.school.mixed.items() if limit == most)
            staff = tuple(self.position[TEACHER, name] for name in names)
            yield LimitMixed(id=f"mixed {most}", resources=staff, pairs=pairs, maximum=most)
        for duration, own in sorted(_by_duration(self.school.activities.values()).items()):
            at = self.events_of(own)
            if duration > 1:
                yield SplitEvents(
                    id=f"whole {duration}", events=at, shortest=duration, longest=duration, most=1
                )
            times = self.starts(duration, lambda time: time not in self.breaks)
            if len(times) < len(week.days) * len(week.hours):
                yield PreferTimes(id=f"within the day {duration}", events=at, times=times)


def _by_duration(activities: Iterable[Activity]) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = {}
    for activity in activities:
        found.setdefault(activity.duration, []).append(activity.id)
    return found


def weight_of(node: Node) -> float:
    """Weight of a constraint in per cent."""
    text = node.word("Weight_Percentage", "100")
    try:
        weight = float(text)
    except ValueError:
        raise node.need("Weight_Percentage").fault(f"{text!r} is not a number") from None
    if not 0 <= weight <= FULL:
        raise node.need("Weight_Percentage").fault("a weight lies between 0 and 100")
    return weight


def called(node: Node) -> str:
    """A constraint's tag, for remarks; it matters whether it was a must or a wish."""
    return node.tag if weight_of(node) >= FULL else f"{node.tag} (a wish)"
