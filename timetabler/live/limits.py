"""What hard rules on a single event or resource leave open: starts and resources to choose."""

from timetabler.live.bundles import Bundle
from timetabler.model import Problem
from timetabler.rules import Among, AvoidUnavailable, PreferResources, PreferTimes, Rule


class Limits:
    """Answers for one problem."""

    def __init__(self, problem: Problem, *, strict: bool = True) -> None:
        """With `strict` false, no rule is heeded: everything that can be written down is open."""
        self._problem = problem
        self._preferred: dict[int, list[PreferTimes]] = {}
        self._closed: dict[int, set[int]] = {}
        self._closed_among: dict[int, list[tuple[frozenset[int], tuple[int, ...]]]] = {}
        self._suitable: dict[tuple[int, str], set[int]] = {}
        for rule in problem.rules:
            if strict and rule.hard and rule.weight > 0:
                self._learn(rule)

    def _learn(self, rule: Rule) -> None:
        if isinstance(rule, PreferTimes):
            for event in rule.events:
                self._preferred.setdefault(event, []).append(rule)
        elif isinstance(rule, AvoidUnavailable | Among):
            self._close(rule)
        elif isinstance(rule, PreferResources):
            for event in rule.events:
                key = (event, rule.role)
                self._suitable[key] = self._suitable.get(key, set(rule.resources)) & rule.resources

    def _close(self, rule: AvoidUnavailable | Among) -> None:
        if isinstance(rule, AvoidUnavailable):
            for resource in rule.resources:
                self._closed.setdefault(resource, set()).update(rule.times)
        elif isinstance(rule.inner, AvoidUnavailable) and not rule.rooms:
            for resource in rule.resources:
                known = self._closed_among.setdefault(resource, [])
                known.append((frozenset(rule.events), rule.inner.times))

    def starts(self, bundle: Bundle, length: int) -> tuple[int, ...]:
        """Starts that no hard rule forbids; where none is left, the fixed ones, or else all."""
        every = set(range(self._problem.horizon - length + 1))
        fixed = {self._problem.events[event].start for event in bundle.events}
        possible = every & fixed or every
        found = set(possible)
        for event in bundle.events:
            for rule in self._preferred.get(event, ()):
                if rule.duration in {None, length}:
                    found &= rule.times
            found -= self._blocked(event, length)
        return tuple(sorted(found or possible))

    def _blocked(self, event: int, length: int) -> set[int]:
        taken = {s.resource for s in self._problem.events[event].seats if s.resource is not None}
        times = set().union(*(self._closed.get(resource, ()) for resource in taken))
        for resource in taken:
            for events, closed in self._closed_among.get(resource, ()):
                times.update(closed if event in events else ())
        return {time - back for time in times for back in range(length)}

    def choices(self, event: int, seat: int) -> tuple[int, ...]:
        """Resources that no hard rule forbids in a free seat; all of its kind where none is."""
        free = self._problem.events[event].seats[seat]
        possible = self._problem.choices_of.get(free.kind, ())
        suitable = self._suitable.get((event, free.role))
        found = possible if suitable is None else tuple(r for r in possible if r in suitable)
        return found or possible
