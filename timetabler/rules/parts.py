"""Rules about a part of the teaching: among some events, at one time, on the way between places."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Self

from timetabler.rules.resources import AvoidClashes
from timetabler.rules.rule import (
    UNLIMITED,
    Instead,
    PlanView,
    Point,
    ResourceRule,
    Rule,
    busy_in,
    each,
    outside,
)


@dataclass(frozen=True, kw_only=True)
class Among(ResourceRule):
    """Another rule on resources, kept among some events as if there were no others.

    Deviation: that of `inner`, with only those lessons of `events` counted in which the resource
    has a fixed seat; with `rooms`, of these only the ones in which one of them has a seat too. Of
    `inner` nothing else is used: whom it concerns, what it weighs and whether it is hard, this rule
    says itself. With `chosen`, lessons count as well in which the resource was chosen for an open
    seat. `label` names the events or rooms in sentences. ValueError where `inner` names events
    itself, or where both `rooms` and `chosen` are given.
    """

    inner: ResourceRule = field(default_factory=lambda: AvoidClashes(id=""))
    events: tuple[int, ...] = ()
    rooms: tuple[int, ...] = ()
    chosen: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.inner.names_events():
            raise self.fault(
                f"{type(self.inner).__name__} names events itself; leave some out of it, as "
                "`on_events` does, rather than keep it among others"
            )
        if self.rooms and self.chosen:
            raise self.fault("with rooms, only fixed seats can be counted")

    def deviation(self, point: Point, plan: PlanView) -> int:
        part = plan.part(self.events, self.rooms, chosen=self.chosen)
        return self.inner.deviation(point, part)

    def on_events(self, instead: Instead) -> Self:
        """See `Rule`."""
        return replace(self, events=each(self.events, instead))


@dataclass(frozen=True, kw_only=True)
class LimitAtOnce(Rule):
    """What runs at one time fits: a hall, a dining room, a pool, a set of devices.

    `amounts` says how much each of the `events` takes up while it runs, in the unit in which
    `limits` says how much there is at each time: groups, pupils or seats. Times without a limit
    are not looked at. Each limited time is a point. Deviation: amount beyond its limit.
    """

    events: tuple[int, ...] = ()
    amounts: tuple[int, ...] = ()
    limits: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if len(self.amounts) != len(self.events):
            raise self.fault(f"{len(self.amounts)} amounts for {len(self.events)} events")
        if min(self.amounts, default=0) < 0:
            raise self.fault(f"amount {min(self.amounts)} is negative")

    def points(self) -> tuple[Point, ...]:
        return tuple(Point(str(time), events=self.events) for time, _ in self.limits)

    def deviation(self, point: Point, plan: PlanView) -> int:
        limit = dict(self.limits)[int(point.name)]
        sizes = dict(zip(self.events, self.amounts, strict=True))
        return max(0, sum(sizes[event] for event in self.concerned(point, plan)) - limit)

    def concerned(self, point: Point, plan: PlanView) -> Sequence[int]:
        """Only the events that run at the time share its cost."""
        time = int(point.name)
        return [e for e in self.events if any(time in x.times() for x in plan.lessons(e))]

    def on_events(self, instead: Instead) -> Self:
        """See `Rule`; each event in place of another takes up as much as that did."""
        sized = zip(self.events, self.amounts, strict=True)
        found = [(new, amount) for event, amount in sized for new in instead(event)]
        events, amounts = tuple(e for e, _ in found), tuple(a for _, a in found)
        return replace(self, events=events, amounts=amounts)


@dataclass(frozen=True, kw_only=True)
class LimitKinds(ResourceRule):
    """Few kinds of work in some times; or none there, rather than few.

    `parts` are the events of each kind. Deviation: kinds with work in the `times`, outside the
    bounds; none at all is never too few. Lessons in which the resource has a fixed seat count.
    """

    parts: tuple[tuple[int, ...], ...] = ()
    times: tuple[int, ...] = ()
    minimum: int = 0
    maximum: int = UNLIMITED

    def deviation(self, point: Point, plan: PlanView) -> int:
        person = point.resources[0]
        found = (plan.part(events).attendance(person) for events in self.parts)
        kinds = sum(any(busy_in(self.times, attendance)) for attendance in found)
        return outside(kinds, self.minimum, self.maximum) if kinds else 0

    def on_events(self, instead: Instead) -> Self:
        """See `Rule`."""
        return replace(self, parts=tuple(each(events, instead) for events in self.parts))


@dataclass(frozen=True, kw_only=True)
class AllowTravel(ResourceRule):
    """People get from place to place in time.

    `places` are the events of each place, `pauses[p][q]` the free times that the way from place p
    to place q takes; only the way within one of the `groups` (days) is looked at. Deviation: pairs
    of times of one group, the earlier one busy at p and the later one at q, with fewer times
    between them than the way takes. Lessons in which the person has a fixed seat count.
    """

    places: tuple[tuple[int, ...], ...] = ()
    pauses: tuple[tuple[int, ...], ...] = ()
    groups: tuple[tuple[int, ...], ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if {len(self.pauses), *map(len, self.pauses)} - {len(self.places)}:
            raise self.fault(f"{len(self.places)} places do not have a pause to each other")

    def deviation(self, point: Point, plan: PlanView) -> int:
        person = point.resources[0]
        there = [plan.part(events).attendance(person) for events in self.places]
        return sum(there[p][t] > 0 and there[q][later] > 0 for p, t, q, later in self.too_close())

    def on_events(self, instead: Instead) -> Self:
        """See `Rule`."""
        return replace(self, places=tuple(each(events, instead) for events in self.places))

    def too_close(self) -> list[tuple[int, int, int, int]]:
        """Every (place, time, other place, later time) between which there is no time for the way.

        Places with no way between them at all have a pause as long as the day.
        """
        return [
            (p, group[i], q, group[k])
            for group in self.groups
            for p, pauses in enumerate(self.pauses)
            for q, pause in enumerate(pauses)
            for i in range(len(group))
            for k in range(i + 1, min(len(group), i + 1 + pause))
        ]


@dataclass(frozen=True, kw_only=True)
class LimitMoves(ResourceRule):
    """People seldom move from place to place, or not in a hurry, wherever the rooms are chosen.

    A place is some events and some rooms: their lessons are there in which one of the rooms has a
    seat, or all of them if it names no rooms. Within each of the `groups` (days) somebody moves
    between two lessons at different places that follow each other; lessons at no place are left
    out. Who is at several places at once moves on from them, wherever to. With a `pause`, only
    moves with fewer free times between them count. Deviation: moves in all groups together, beyond
    the maximum. Lessons in which the person has a fixed seat count.
    """

    places: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = ()
    groups: tuple[tuple[int, ...], ...] = ()
    pause: int = UNLIMITED
    maximum: int = 0

    def deviation(self, point: Point, plan: PlanView) -> int:
        person = point.resources[0]
        there = [plan.part(*place).attendance(person) for place in self.places]
        return max(0, sum(self._moves(group, there) for group in self.groups) - self.maximum)

    def on_events(self, instead: Instead) -> Self:
        """See `Rule`."""
        places = tuple((each(events, instead), rooms) for events, rooms in self.places)
        return replace(self, places=places)

    def _moves(self, group: tuple[int, ...], there: Sequence[Sequence[int]]) -> int:
        at = ({p for p, busy in enumerate(there) if busy[time] > 0} for time in group)
        stops = [(number, places) for number, places in enumerate(at) if places]
        return sum(k - i <= self.pause and len(p | q) > 1 for (i, p), (k, q) in pairwise(stops))
