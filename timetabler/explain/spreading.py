"""A cheap check by counting: more lessons to spread than the days leave places for."""

from math import ceil

from timetabler.explain.contradiction import Court, Monitors
from timetabler.rules import AssignTime, AvoidUnavailable, SplitEvents, SpreadEvents, Window


class Spreading:
    """Lessons that spread groups need at least, against the places in their windows."""

    def __init__(self, court: Court) -> None:
        self._problem = court.problem
        self._placed: dict[int, int] = {}
        self._longest: dict[int, tuple[int, int]] = {}
        self._closed: dict[int, list[tuple[int, frozenset[int]]]] = {}
        self._groups: list[tuple[int, tuple[int, ...], tuple[Window, ...]]] = []
        for monitor in sorted(court.hard):
            self._learn(court, monitor)

    def _learn(self, court: Court, monitor: int) -> None:
        rule, point = court.board.cause_of(monitor)
        if isinstance(rule, AssignTime):
            self._placed[point.events[0]] = monitor
        elif isinstance(rule, SplitEvents):
            known = self._longest.get(point.events[0], (rule.longest + 1, -1))
            self._longest[point.events[0]] = min(known, (rule.longest, monitor))
        elif isinstance(rule, AvoidUnavailable):
            times = frozenset(rule.times)
            self._closed.setdefault(point.resources[0], []).append((monitor, times))
        elif isinstance(rule, SpreadEvents):
            self._groups.append((monitor, point.events, rule.windows))

    def find(self) -> Monitors:
        """Rules that contradict each other; empty where there are none."""
        for monitor, events, windows in self._groups:
            found = self._overload(events, windows)
            if found:
                return found | {monitor}
        return frozenset()

    def _overload(self, events: tuple[int, ...], windows: tuple[Window, ...]) -> Monitors:
        used: set[int] = set()
        lessons = 0
        open_times: set[int] = set()
        for event in events:
            if event not in self._placed:
                return frozenset()
            used.add(self._placed[event])
            lessons += self._fewest(event, used)
            open_times |= self._open(event, used)
        covered = [time for window in windows for time in window.times]
        if len(covered) != len(set(covered)) or not open_times <= set(covered):
            return frozenset()
        places = sum(min(w.maximum, len(open_times & set(w.times))) for w in windows)
        return frozenset(used) if lessons > places else frozenset()

    def _fewest(self, event: int, used: set[int]) -> int:
        duration = self._problem.events[event].duration
        longest, monitor = self._longest.get(event, (duration, -1))
        if longest < 1 or longest >= duration:
            return 1
        used.add(monitor)
        return ceil(duration / longest)

    def _open(self, event: int, used: set[int]) -> set[int]:
        found = set(range(self._problem.horizon))
        for seat in self._problem.events[event].seats:
            resource = -1 if seat.resource is None else seat.resource
            for monitor, times in self._closed.get(resource, []):
                found -= times
                used.add(monitor)
        return found
