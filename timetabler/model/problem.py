"""The typed problem: times, people and places, teaching to be placed, and the rules it should keep.

Everything refers to everything else by its position in the problem's own lists, so that a solver
can use the numbers as indices; names and identifiers are only for people and for files.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from timetabler.model.checks import check
from timetabler.rules.rule import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A named set of positions: times, resources or events."""

    id: str
    name: str
    members: tuple[int, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The times that lessons may occupy, in the order in which they follow one another.

    A lesson of duration 2 at time 3 occupies times 3 and 4. Groups of kind "Day" are days. Where
    not all weeks are alike, `weeks` names their kinds as sentences say them ("A weeks", "B weeks";
    "autumn", "spring"): the times are those of any week, and events say in which they run.
    """

    times: tuple[str, ...]
    names: tuple[str, ...]
    groups: tuple[Group, ...] = ()
    weeks: tuple[str, ...] = ()

    def days(self) -> tuple[tuple[int, ...], ...]:
        """Times of each day; the whole calendar as one day where no day is declared."""
        days = tuple(group.members for group in self.groups if group.kind == "Day")
        return days or (tuple(range(len(self.times))),)

    def hours(self) -> tuple[tuple[int, ...], ...]:
        """The first times of all days, their second times and so on, up to the shortest day's."""
        return tuple(zip(*self.days(), strict=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A teacher, a class, a room or a student: whoever can be in one place at a time.

    `part_of` is the class, by position, that a half of a class belongs to.
    """

    id: str
    name: str
    kind: str
    part_of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One place in an event that a resource takes: fixed, or to be chosen from a kind."""

    role: str = ""
    kind: str = ""
    resource: int | None = None
    workload: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Teaching of a fixed total duration (in times) that may be split into lessons.

    `weeks` are the kinds of week in which it runs, by position; none means every week. What is no
    `lesson` (a meal) takes the time of its people all the same.
    """

    id: str
    name: str
    duration: int
    workload: int | None = None
    start: int | None = None
    seats: tuple[Seat, ...] = ()
    colour: str = ""
    weeks: frozenset[int] = frozenset()
    lesson: bool = True

    def runs_in(self, week: int) -> bool:
        """Whether it runs in a kind of week."""
        return not self.weeks or week in self.weeks

    def work(self, seat: int) -> int:
        """Workload of one seat for the whole event, in the school's own unit."""
        own = self.seats[seat].workload
        return own if own is not None else self.duration if self.workload is None else self.workload


@dataclass(frozen=True, kw_only=True)
class Problem:
    """All that a plan is made from and judged by.

    ModelFault where its parts do not belong together: positions that do not exist, durations and
    starts outside the calendar, the same id twice. A kind that nobody is of may be asked for if
    `kinds` names it: such a seat stays empty.
    """

    id: str
    name: str = ""
    calendar: Calendar
    kinds: tuple[str, ...] = ()
    resources: tuple[Resource, ...] = ()
    resource_groups: tuple[Group, ...] = ()
    events: tuple[Event, ...] = ()
    event_groups: tuple[Group, ...] = ()
    rules: tuple[Rule, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check(self)

    @property
    def horizon(self) -> int:
        """Number of times."""
        return len(self.calendar.times)

    @cached_property
    def events_of(self) -> Sequence[tuple[int, ...]]:
        """For each resource, the events in which it has a fixed seat."""
        found: list[list[int]] = [[] for _ in self.resources]
        for index, event in enumerate(self.events):
            for resource in {s.resource for s in event.seats if s.resource is not None}:
                found[resource].append(index)
        return [tuple(events) for events in found]

    @cached_property
    def choices_of(self) -> Mapping[str, tuple[int, ...]]:
        """For each kind, the resources that can take a free seat of that kind."""
        found: dict[str, list[int]] = {kind: [] for kind in self.kinds}
        for index, resource in enumerate(self.resources):
            found.setdefault(resource.kind, []).append(index)
        return {kind: tuple(members) for kind, members in found.items()}
