"""Cheap checks by counting: more lessons than times, for one resource or for a pool of them."""

from collections import defaultdict
from collections.abc import Iterable

from timetabler.explain.contradiction import Court, Monitors
from timetabler.live.limits import Limits
from timetabler.rules import (
    AssignResource,
    AssignTime,
    AvoidClashes,
    AvoidUnavailable,
    ClusterBusy,
    LimitBusy,
    PreferResources,
    Rule,
)


class Counting:
    """Demand and supply of one problem's hard rules."""

    def __init__(self, court: Court) -> None:
        self._court, self._problem = court, court.problem
        self._placed: dict[int, int] = {}
        self._about: dict[int, list[tuple[int, Rule]]] = defaultdict(list)
        self._pools: dict[frozenset[int], list[tuple[int, set[int]]]] = defaultdict(list)
        for monitor in sorted(court.hard):
            rule, point = court.board.cause_of(monitor)
            if isinstance(rule, AssignTime):
                self._placed[point.events[0]] = monitor
            for resource in point.resources:
                self._about[resource].append((monitor, rule))
        self._gather_pools()

    def find(self) -> Monitors:
        """Rules that contradict each other by numbers alone; empty where there are none."""
        for resource, events in enumerate(self._problem.events_of):
            found = self._overload([resource], {e: {self._placed.get(e, -1)} for e in events})
            if found:
                return found
        for pool in self._pools:
            demand = {
                event: rules | {self._placed.get(event, -1)}
                for inside, wishes in self._pools.items()
                if inside <= pool
                for event, rules in wishes
            }
            found = self._overload(sorted(pool), demand)
            if found:
                return found
        return frozenset()

    def _overload(self, resources: list[int], demand: dict[int, set[int]]) -> Monitors:
        wanted = {event: rules for event, rules in demand.items() if -1 not in rules}
        supplies = [self._supply(resource) for resource in resources]
        if any(supply is None for supply in supplies):
            return frozenset()
        supply = sum(found[0] for found in supplies if found)
        chosen: list[int] = []
        for event in sorted(wanted, key=lambda e: -self._problem.events[e].duration):
            if supply >= 0:
                chosen.append(event)
                supply -= self._problem.events[event].duration
        limits = (found[1] for found in supplies if found)
        rules = (wanted[event] for event in chosen)
        return frozenset() if supply >= 0 else frozenset().union(*limits, *rules)

    def _supply(self, resource: int) -> tuple[int, set[int]] | None:
        """Times that a resource can teach, and the rules that say so; None if it may clash."""
        rules = self._about[resource]
        if not any(isinstance(rule, AvoidClashes) for _, rule in rules):
            return None
        closed = {t for _, rule in rules if isinstance(rule, AvoidUnavailable) for t in rule.times}
        free = set(range(self._problem.horizon)) - closed
        used = {m for m, rule in rules if isinstance(rule, AvoidClashes | AvoidUnavailable)}
        best = len(free)
        for monitor, rule in rules:
            limit = _most(rule, free)
            if limit is not None and limit < best:
                best = limit
                used.add(monitor)
        return best, used

    def _gather_pools(self) -> None:
        limits = Limits(self._problem)
        seats: dict[tuple[int, str], set[int]] = defaultdict(set)
        for monitor in sorted(self._court.hard):
            rule, point = self._court.board.cause_of(monitor)
            if isinstance(rule, AssignResource | PreferResources):
                seats[point.events[0], rule.role].add(monitor)
        assigned = {
            (event, rule.role)
            for rule in self._problem.rules
            if isinstance(rule, AssignResource) and rule.hard
            for event in rule.events
        }
        for event, role in sorted(assigned):
            for position, seat in enumerate(self._problem.events[event].seats):
                if seat.role == role and seat.resource is None:
                    pool = frozenset(limits.choices(event, position))
                    self._pools[pool].append((event, seats[event, role]))


def _most(rule: Rule, free: Iterable[int]) -> int | None:
    """The most times of these that a rule on days or hours leaves, where it limits all of them."""
    open_times = set(free)
    if isinstance(rule, LimitBusy):
        groups = [window.times for window in rule.windows]
        rooms = [min(window.maximum, len(open_times & {*window.times})) for window in rule.windows]
        chosen = len(rooms)
    elif isinstance(rule, ClusterBusy):
        groups = list(rule.groups)
        rooms = [len(open_times & {*group}) for group in groups]
        chosen = rule.maximum
    else:
        return None
    covered = [time for group in groups for time in group]
    if len(covered) != len(set(covered)) or not open_times <= set(covered):
        return None
    return sum(sorted(rooms, reverse=True)[:chosen])
