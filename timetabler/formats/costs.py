"""The most that a rule can cost: what a search counts must fit into 64 bits with a sign."""

from collections.abc import Callable, Mapping
from math import lcm
from typing import Any

from timetabler.model import Problem
from timetabler.rules import (
    AssignResource,
    AssignTime,
    ClusterBusy,
    CostFunction,
    DistributeSplits,
    EventRule,
    GatherEvents,
    LimitBusy,
    LimitIdle,
    LimitWorkload,
    OrderEvents,
    PreferResources,
    PreferTimes,
    Rule,
    SplitEvents,
    SpreadEvents,
)

LARGEST = 2**63 - 1


def most_cost(problem: Problem, rule: Rule) -> int:
    """At least what the rule costs under any plan; rather too much than too little."""
    return len(rule.points()) * rule.weight * rule.cost.of(_most_missed(problem, rule))


def most_parts(problem: Problem, rule: Rule) -> int:
    """The largest number by which a search counts: work is cut to fit events of every duration."""
    if not isinstance(rule, LimitWorkload):
        return 0
    parts = lcm(*(event.duration for event in problem.events))
    return parts * (max(rule.minimum, rule.maximum) + _load(problem, rule))


def _most_missed(problem: Problem, rule: Rule) -> int:
    if rule.cost is CostFunction.STEP:
        return 1
    return LEAST.get(type(rule), _nothing)(rule) + COUNTED.get(type(rule), _work)(problem, rule)


def _nothing(_: Rule) -> int:
    return 0


def _work(problem: Problem, _: Rule) -> int:
    """Every seat of every event: no rule counts more lessons or hours than these."""
    return sum(event.duration * max(1, len(event.seats)) for event in problem.events)


def _load(problem: Problem, _: LimitWorkload) -> int:
    return sum(event.work(seat) for event in problem.events for seat in range(len(event.seats)))


def _starts(problem: Problem, rule: SpreadEvents) -> int:
    sizes = (sum(problem.events[event].duration for event in group) for group in rule.groups)
    return len(rule.windows) * max(sizes, default=0)


def _event(problem: Problem, rule: EventRule) -> int:
    """Cuts are counted twice: a wrong one, and one too many."""
    own = (problem.events[event] for event in rule.events)
    return max((2 * event.duration * max(1, len(event.seats)) for event in own), default=0)


COUNTED: Mapping[type[Rule], Callable[[Problem, Any], int]] = {
    **dict.fromkeys((AssignTime, AssignResource, SplitEvents, DistributeSplits), _event),
    **dict.fromkeys((PreferTimes, PreferResources), _event),
    SpreadEvents: _starts,
    GatherEvents: lambda _, rule: len(rule.rows),
    OrderEvents: lambda problem, _: problem.horizon,
    LimitBusy: lambda _, rule: sum(len(window.times) for window in rule.windows),
    LimitIdle: lambda _, rule: sum(map(len, rule.groups)),
    ClusterBusy: lambda _, rule: len(rule.groups),
    LimitWorkload: _load,
}
LEAST: Mapping[type[Rule], Callable[[Any], int]] = {
    SplitEvents: lambda rule: rule.fewest,
    DistributeSplits: lambda rule: rule.minimum,
    SpreadEvents: lambda rule: sum(window.minimum for window in rule.windows),
    OrderEvents: lambda rule: max((pair[2] for pair in rule.pairs), default=0),
    LimitBusy: lambda rule: sum(window.minimum for window in rule.windows),
    LimitIdle: lambda rule: rule.minimum,
    ClusterBusy: lambda rule: rule.minimum,
    LimitWorkload: lambda rule: rule.minimum,
}
