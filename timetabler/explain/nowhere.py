"""A cheap check: teaching, alone or linked to other teaching, whose people are never all there."""

from collections import defaultdict
from collections.abc import Iterator

from timetabler.explain.contradiction import Court, Monitors
from timetabler.rules import AssignTime, AvoidClashes, AvoidUnavailable, LinkEvents


class Nowhere:
    """Times at which events that run together could be taught."""

    def __init__(self, court: Court) -> None:
        self._problem = court.problem
        self._placed: dict[int, int] = {}
        self._alone: dict[int, int] = {}
        self._closed: dict[int, list[tuple[int, frozenset[int]]]] = defaultdict(list)
        self._links: list[tuple[int, tuple[int, ...]]] = []
        for monitor in sorted(court.hard):
            self._learn(court, monitor)

    def _learn(self, court: Court, monitor: int) -> None:
        rule, point = court.board.cause_of(monitor)
        if isinstance(rule, AssignTime):
            self._placed[point.events[0]] = monitor
        elif isinstance(rule, AvoidClashes):
            self._alone[point.resources[0]] = monitor
        elif isinstance(rule, AvoidUnavailable):
            self._closed[point.resources[0]].append((monitor, frozenset(rule.times)))
        elif isinstance(rule, LinkEvents):
            self._links.append((monitor, point.events))

    def find(self) -> Monitors:
        """Rules that contradict each other; empty where there are none."""
        for event in self._placed:
            found = self._without_place(event, (event,))
            if found:
                return found
        for monitor, events in self._links:
            for event in events:
                found = self._without_place(event, events)
                if found:
                    return found | {monitor}
        return frozenset()

    def _without_place(self, event: int, together: tuple[int, ...]) -> Monitors:
        """Why an event that must be placed cannot be, with those that run when it does."""
        if event not in self._placed:
            return frozenset()
        left, used = set(range(self._problem.horizon)), {self._placed[event]}
        people = list(self._people(together))
        for resource in people:
            for monitor, times in self._closed[resource]:
                if left & times:
                    left -= times
                    used.add(monitor)
        if not left:
            return frozenset(used)
        alone = [self._alone[r] for r in self._people((event,)) if r in self._alone]
        if alone and len(left) < self._problem.events[event].duration:
            return frozenset({*used, alone[0]})
        return frozenset()

    def _people(self, events: tuple[int, ...]) -> Iterator[int]:
        seats = (seat for event in events for seat in self._problem.events[event].seats)
        return (seat.resource for seat in seats if seat.resource is not None)
