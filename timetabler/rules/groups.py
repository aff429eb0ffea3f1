"""Rules about events together: spread, linked, in order, with one and the same resource."""

from dataclasses import dataclass, replace
from typing import Self

from timetabler.rules.rule import GroupRule, Instead, PlanView, Point, Rule, Window, outside


@dataclass(frozen=True, kw_only=True)
class SpreadEvents(GroupRule):
    """Lessons of a group are spread. Deviation: sum over the windows of starts outside bounds."""

    windows: tuple[Window, ...] = ()

    def deviation(self, point: Point, plan: PlanView) -> int:
        starts = [x.start for event in point.events for x in plan.lessons(event)]
        return sum(
            outside(sum(1 for s in starts if s in window.times), window.minimum, window.maximum)
            for window in self.windows
        )


@dataclass(frozen=True, kw_only=True)
class GatherEvents(GroupRule):
    """Lessons of a group start in few rows of times. Deviation: rows with a start, beyond as many.

    A row may be one hour of all days: what starts at the same hour starts in one row.
    """

    rows: tuple[tuple[int, ...], ...] = ()
    maximum: int = 1

    def deviation(self, point: Point, plan: PlanView) -> int:
        starts = {x.start for event in point.events for x in plan.lessons(event)}
        return max(0, sum(not starts.isdisjoint(row) for row in self.rows) - self.maximum)


@dataclass(frozen=True, kw_only=True)
class LinkEvents(GroupRule):
    """Events run at the same times. Deviation: times at which some but not all of them run."""

    def deviation(self, point: Point, plan: PlanView) -> int:
        running = [{t for x in plan.lessons(event) for t in x.times()} for event in point.events]
        some = {time for times in running for time in times}
        return sum(1 for time in some if not all(time in times for times in running))

    def on_events(self, instead: Instead) -> Self:
        """See `Rule`; what is linked cannot become several."""
        return super().on_events(lambda event: _undivided(self, event, instead))


@dataclass(frozen=True, kw_only=True)
class AvoidSplitAssignments(GroupRule):
    """At most so many resources in a role, usually one. Deviation: different resources beyond."""

    role: str = ""
    maximum: int = 1

    def deviation(self, point: Point, plan: PlanView) -> int:
        chosen = {
            x.resources[seat]
            for event in point.events
            for seat in plan.seats(event, self.role)
            for x in plan.lessons(event)
        }
        return max(0, len(chosen - {None}) - self.maximum)


@dataclass(frozen=True, kw_only=True)
class OrderEvents(Rule):
    """One event after another. Deviation: times by which the pause is too short or too long.

    A pair is (first, second, least pause, longest pause); the pause runs from the last time of
    the first event to the first time of the second. Pairs with an unplaced event cost nothing.
    With `day`, days are so many times long, and events on different days are in no order.
    """

    pairs: tuple[tuple[int, int, int, int], ...] = ()
    day: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.day < 0:
            raise self.fault(f"days are {self.day} times long")
        for _, _, least, longest in self.pairs:
            self._check_bounds(least, longest, "least pause", "longest pause")

    def points(self) -> tuple[Point, ...]:
        return tuple(Point(str(i), events=pair[:2]) for i, pair in enumerate(self.pairs))

    def deviation(self, point: Point, plan: PlanView) -> int:
        first, second, least, longest = self.pairs[int(point.name)]
        ends = [x.start + x.duration for x in plan.lessons(first) if x.start is not None]
        starts = [x.start for x in plan.lessons(second) if x.start is not None]
        if not ends or not starts or self._apart(max(ends), min(starts)):
            return 0
        return outside(min(starts) - max(ends), least, longest)

    def on_events(self, instead: Instead) -> Self:
        """See `Rule`; what is in an order cannot become several."""
        pairs = tuple(
            (early, late, least, longest)
            for first, second, least, longest in self.pairs
            for early in _undivided(self, first, instead)
            for late in _undivided(self, second, instead)
        )
        return replace(self, pairs=pairs)

    def _apart(self, end: int, start: int) -> bool:
        return self.day > 0 and (end - 1) // self.day != start // self.day


def _undivided(rule: Rule, event: int, instead: Instead) -> tuple[int, ...]:
    found = instead(event)
    if len(found) > 1:
        raise ValueError(f"an event that rule {rule.id} links or orders cannot be divided")
    return found
