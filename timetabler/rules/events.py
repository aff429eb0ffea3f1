"""Rules about single events: placed, split, at good times, with good resources."""

from dataclasses import dataclass

from timetabler.rules.rule import UNLIMITED, EventRule, PlanView, Point, outside


@dataclass(frozen=True, kw_only=True)
class AssignTime(EventRule):
    """Every lesson has a time. Deviation: total duration of lessons without one."""

    def deviation(self, point: Point, plan: PlanView) -> int:
        return sum(x.duration for x in plan.lessons(point.events[0]) if x.start is None)


@dataclass(frozen=True, kw_only=True)
class AssignResource(EventRule):
    """Every seat of a role is taken. Deviation: total duration of lessons where it is not."""

    role: str = ""

    def deviation(self, point: Point, plan: PlanView) -> int:
        event = point.events[0]
        seats = plan.seats(event, self.role)
        return sum(
            x.duration for x in plan.lessons(event) for seat in seats if x.resources[seat] is None
        )


@dataclass(frozen=True, kw_only=True)
class SplitEvents(EventRule):
    """How an event may be cut. Deviation: lessons of a wrong duration, and too few or too many."""

    shortest: int = 1
    longest: int = UNLIMITED
    fewest: int = 0
    most: int = UNLIMITED

    def deviation(self, point: Point, plan: PlanView) -> int:
        lessons = plan.lessons(point.events[0])
        wrong = sum(1 for x in lessons if not self.shortest <= x.duration <= self.longest)
        return wrong + outside(len(lessons), self.fewest, self.most)


@dataclass(frozen=True, kw_only=True)
class DistributeSplits(EventRule):
    """How many lessons of one duration. Deviation: by how many there are too few or too many."""

    duration: int = 1
    minimum: int = 0
    maximum: int = UNLIMITED

    def deviation(self, point: Point, plan: PlanView) -> int:
        count = sum(1 for x in plan.lessons(point.events[0]) if x.duration == self.duration)
        return outside(count, self.minimum, self.maximum)


@dataclass(frozen=True, kw_only=True)
class PreferTimes(EventRule):
    """Lessons start at certain times. Deviation: duration of the lessons that start elsewhere.

    With a `duration`, only lessons of exactly that duration are looked at.
    """

    times: frozenset[int] = frozenset()
    duration: int | None = None

    def deviation(self, point: Point, plan: PlanView) -> int:
        return sum(
            x.duration
            for x in plan.lessons(point.events[0])
            if x.start is not None and x.start not in self.times
            if self.duration in {None, x.duration}
        )


@dataclass(frozen=True, kw_only=True)
class PreferResources(EventRule):
    """A role is taken by certain resources. Deviation: duration of lessons with another one."""

    role: str = ""
    resources: frozenset[int] = frozenset()

    def deviation(self, point: Point, plan: PlanView) -> int:
        event = point.events[0]
        allowed: set[int | None] = {None, *self.resources}
        seats = plan.seats(event, self.role)
        return sum(
            x.duration
            for x in plan.lessons(event)
            for seat in seats
            if x.resources[seat] not in allowed
        )
