"""What all rules share: how hard they are, whom they concern and what a deviation costs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from typing import Protocol, Self

from timetabler.faults import ModelFault

Instead = Callable[[int], tuple[int, ...]]  # the events in place of one
UNLIMITED = 10**6  # a most that bounds nothing
# Fields of rules that are the least and the most of one thing.
BOUNDS = (("minimum", "maximum"), ("shortest", "longest"), ("fewest", "most"))


class CostFunction(Enum):
    """How the deviation at one point becomes cost, before the rule's weight."""

    LINEAR = "Linear"
    QUADRATIC = "Quadratic"
    STEP = "Step"

    def of(self, deviation: int) -> int:
        """Deviation, its square, or one for any deviation at all."""
        if self is CostFunction.QUADRATIC:
            return deviation * deviation
        return min(deviation, 1) if self is CostFunction.STEP else deviation


@dataclass(frozen=True, slots=True)
class Point:
    """One place where a rule applies: an event, a group of events, a pair, or a resource."""

    name: str
    events: tuple[int, ...] = ()
    resources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """A set of times (in order) with the least and the most that may happen inside it."""

    times: tuple[int, ...]
    minimum: int = 0
    maximum: int = UNLIMITED


class PlacedLesson(Protocol):
    """What a rule needs to know of one lesson."""

    @property
    def duration(self) -> int: ...
    @property
    def start(self) -> int | None: ...
    @property
    def resources(self) -> tuple[int | None, ...]: ...
    def times(self) -> range: ...


class PlanView(Protocol):
    """What a rule may ask of a plan."""

    def lessons(self, event: int) -> Sequence[PlacedLesson]:
        """Lessons of one event."""

    def seats(self, event: int, role: str) -> Sequence[int]:
        """Positions of the event's seats with this role."""

    def attendance(self, resource: int) -> Sequence[int]:
        """For each time, how many lesson seats the resource takes."""

    def workload(self, resource: int) -> Fraction:
        """Work of the resource in the whole plan."""

    def part(
        self, events: tuple[int, ...], rooms: tuple[int, ...] = (), *, chosen: bool = False
    ) -> "PlanView":
        """The plan as if there were only these events, and in them only the fixed seats.

        With `rooms`, a lesson counts once for each of these resources that has a seat in it. With
        `chosen`, all seats count. A part has no parts of its own: ValueError.
        """


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A wish or a must. `owner` says whose it is; `said` holds its own words per language.

    `label` names the part of the teaching that it looks at, where a sentence has to say so.
    A weight of 0 switches it off. ModelFault where it cannot be meant: a negative weight, or a
    least that is more than the most.
    """

    id: str
    name: str = ""
    hard: bool = True
    weight: int = 1
    cost: CostFunction = CostFunction.LINEAR
    owner: str = ""
    said: tuple[tuple[str, str], ...] = ()
    label: str = ""

    def __post_init__(self) -> None:
        if self.weight < 0:
            raise self.fault(f"weight {self.weight} is negative, so that missing it would pay")
        for low, high in BOUNDS:
            self._check_bounds(getattr(self, low, 0), getattr(self, high, UNLIMITED), low, high)
        windows: tuple[Window, ...] = getattr(self, "windows", ())
        for window in windows:
            if window.times:  # nothing happens inside of none, whatever it is bounded by
                self._check_bounds(window.minimum, window.maximum, "minimum", "maximum")

    def _check_bounds(self, least: int, most: int, low: str, high: str) -> None:
        if least > most:
            raise self.fault(f"{low} {least} is more than {high} {most}")

    def fault(self, reason: str) -> ModelFault:
        """What is wrong with it, with its id."""
        return ModelFault(f"rule {self.id!r}: {reason}")

    def points(self) -> tuple[Point, ...]:
        """Where the rule applies; each point has a deviation and a cost of its own."""
        raise NotImplementedError

    def deviation(self, point: Point, plan: PlanView) -> int:
        """By how much the plan misses the rule at one point."""
        raise NotImplementedError

    def concerned(self, point: Point, plan: PlanView) -> Sequence[int]:
        """Events of a point whose people bear what the rule costs there."""
        return [event for event in point.events if plan.lessons(event)]

    def on_events(self, instead: Instead) -> Self:
        """The same rule with other events in place of each that it names; none leaves it out.

        ValueError where an event cannot be replaced by several.
        """
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class EventRule(Rule):
    """A rule whose points are single events."""

    events: tuple[int, ...] = ()

    def points(self) -> tuple[Point, ...]:
        return tuple(Point("", events=(event,)) for event in self.events)

    def on_events(self, instead: Instead) -> Self:
        """See `Rule`."""
        return replace(self, events=each(self.events, instead))


@dataclass(frozen=True, kw_only=True)
class GroupRule(Rule):
    """A rule whose points are groups of events."""

    groups: tuple[tuple[int, ...], ...] = ()
    names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if len(self.names) != len(self.groups):
            raise self.fault(f"{len(self.names)} names for {len(self.groups)} groups")

    def points(self) -> tuple[Point, ...]:
        named = zip(self.names, self.groups, strict=True)
        return tuple(Point(name, events=group) for name, group in named)

    def on_events(self, instead: Instead) -> Self:
        """See `Rule`; groups of which nothing is left are left out."""
        both = zip(self.names, (each(group, instead) for group in self.groups), strict=True)
        kept = [(name, group) for name, group in both if group]
        names, groups = tuple(n for n, _ in kept), tuple(g for _, g in kept)
        return replace(self, names=names, groups=groups)


@dataclass(frozen=True, kw_only=True)
class ResourceRule(Rule):
    """A rule whose points are single resources."""

    resources: tuple[int, ...] = ()

    def points(self) -> tuple[Point, ...]:
        return tuple(Point("", resources=(resource,)) for resource in self.resources)

    def on_events(self, instead: Instead) -> Self:
        """See `Rule`; most rules on resources name no events."""
        return self

    def names_events(self) -> bool:
        """Whether it looks at certain events only, and not at all that its people do."""
        return type(self).on_events is not ResourceRule.on_events


def each(events: Sequence[int], instead: Instead) -> tuple[int, ...]:
    """Events with others in place of each."""
    return tuple(new for event in events for new in instead(event))


def outside(value: int, minimum: int, maximum: int) -> int:
    """How far a value lies outside its bounds."""
    return max(0, minimum - value, value - maximum)


def busy_in(times: Sequence[int], attendance: Sequence[int]) -> Iterator[bool]:
    """For each of the times, whether the resource is busy."""
    return (attendance[time] > 0 for time in times)
