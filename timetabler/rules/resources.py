"""Rules about the days and weeks of one teacher, class, room or student."""

from dataclasses import dataclass
from math import ceil

from timetabler.rules.rule import (
    UNLIMITED,
    PlanView,
    Point,
    ResourceRule,
    Window,
    busy_in,
    outside,
)


@dataclass(frozen=True, kw_only=True)
class AvoidClashes(ResourceRule):
    """In one place at a time. Deviation: for each time, the lessons beyond the first."""

    def deviation(self, point: Point, plan: PlanView) -> int:
        return sum(max(0, count - 1) for count in plan.attendance(point.resources[0]))


@dataclass(frozen=True, kw_only=True)
class AvoidUnavailable(ResourceRule):
    """Free at certain times. Deviation: how many of those times are busy."""

    times: tuple[int, ...] = ()

    def deviation(self, point: Point, plan: PlanView) -> int:
        return sum(busy_in(self.times, plan.attendance(point.resources[0])))


@dataclass(frozen=True, kw_only=True)
class LimitIdle(ResourceRule):
    """Few gaps. Deviation: total of idle times inside the groups, outside its bounds.

    Idle is a free time of a group that has a busy time of the same group before and after it.
    """

    groups: tuple[tuple[int, ...], ...] = ()
    minimum: int = 0
    maximum: int = 0

    def deviation(self, point: Point, plan: PlanView) -> int:
        attendance = plan.attendance(point.resources[0])
        idle = sum(_idle(list(busy_in(group, attendance))) for group in self.groups)
        return outside(idle, self.minimum, self.maximum)


def _idle(busy: list[bool]) -> int:
    if not any(busy):
        return 0
    first, last = busy.index(True), len(busy) - busy[::-1].index(True)
    return last - first - sum(busy)


@dataclass(frozen=True, kw_only=True)
class BeginEarly(ResourceRule):
    """Days with work begin at the first time of their group, some of them at the second.

    Deviation: days that begin at the second time beyond the maximum; a day that begins later
    still counts as all of them and one more.
    """

    groups: tuple[tuple[int, ...], ...] = ()
    maximum: int = 0

    def deviation(self, point: Point, plan: PlanView) -> int:
        attendance = plan.attendance(point.resources[0])
        firsts = (_first(list(busy_in(group, attendance))) for group in self.groups)
        late = sum(min(first, 1) + (first > 1) * self.maximum for first in firsts)
        return max(0, late - self.maximum)


def _first(busy: list[bool]) -> int:
    return busy.index(True) if any(busy) else 0


@dataclass(frozen=True, kw_only=True)
class AvoidLonely(ResourceRule):
    """Lessons beside each other. Deviation: busy times of the groups with no busy one beside."""

    groups: tuple[tuple[int, ...], ...] = ()

    def deviation(self, point: Point, plan: PlanView) -> int:
        attendance = plan.attendance(point.resources[0])
        return sum(_lonely([False, *busy_in(group, attendance), False]) for group in self.groups)


def _lonely(busy: list[bool]) -> int:
    threes = zip(busy, busy[1:], busy[2:], strict=False)
    return sum(now and not before and not after for before, now, after in threes)


@dataclass(frozen=True, kw_only=True)
class ClusterBusy(ResourceRule):
    """Work on few (or many) days. Deviation: number of groups with work, outside its bounds.

    With `hours`, days too many count by the hours of work on the least busy of them, so that a
    search can come nearer lesson by lesson; the minimum is not looked at.
    """

    groups: tuple[tuple[int, ...], ...] = ()
    minimum: int = 0
    maximum: int = UNLIMITED
    hours: bool = False

    def deviation(self, point: Point, plan: PlanView) -> int:
        attendance = plan.attendance(point.resources[0])
        busy = [sum(busy_in(group, attendance)) for group in self.groups]
        worked = sum(map(bool, busy))
        bounds = self.minimum, self.maximum
        return _beyond(busy, self.maximum) if self.hours else outside(worked, *bounds)


def _beyond(amounts: list[int], most: int) -> int:
    """The sum of all amounts but so many, the greatest of them."""
    return sum(sorted(amounts, reverse=True)[most:])


@dataclass(frozen=True, kw_only=True)
class LimitMixed(ResourceRule):
    """Few days with work in both halves. Deviation: work in the lesser halves of those beyond.

    The halves may be morning and afternoon, or whatever a person can only do one of in a day. The
    days with the most work in the lesser half are those that may be mixed.
    """

    pairs: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = ()
    maximum: int = 0

    def deviation(self, point: Point, plan: PlanView) -> int:
        attendance = plan.attendance(point.resources[0])
        lesser = [min(sum(busy_in(half, attendance)) for half in pair) for pair in self.pairs]
        return _beyond(lesser, self.maximum)


@dataclass(frozen=True, kw_only=True)
class LimitBusy(ResourceRule):
    """Neither short nor long days. Deviation: sum over windows with work of hours outside."""

    windows: tuple[Window, ...] = ()

    def deviation(self, point: Point, plan: PlanView) -> int:
        attendance = plan.attendance(point.resources[0])
        total = 0
        for window in self.windows:
            busy = sum(busy_in(window.times, attendance))
            total += outside(busy, window.minimum, window.maximum) if busy else 0
        return total


@dataclass(frozen=True, kw_only=True)
class LimitWorkload(ResourceRule):
    """A fair amount of work. Deviation: workload outside its bounds, rounded up."""

    minimum: int = 0
    maximum: int = UNLIMITED

    def deviation(self, point: Point, plan: PlanView) -> int:
        load = plan.workload(point.resources[0])
        return max(0, ceil(self.minimum - load), ceil(load - self.maximum))
