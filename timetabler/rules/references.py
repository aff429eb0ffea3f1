"""To which events, resources and times a rule refers, by their positions in the problem."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from timetabler.rules.events import PreferResources, PreferTimes
from timetabler.rules.groups import GatherEvents, OrderEvents, SpreadEvents
from timetabler.rules.parts import AllowTravel, Among, LimitAtOnce, LimitKinds, LimitMoves
from timetabler.rules.resources import (
    AvoidLonely,
    AvoidUnavailable,
    BeginEarly,
    ClusterBusy,
    LimitBusy,
    LimitIdle,
    LimitMixed,
)
from timetabler.rules.rule import EventRule, GroupRule, ResourceRule, Rule, Window

Rows = Iterable[Collection[int]]


def events_named(rule: Rule) -> Rows:
    """Events, in rows as the rule holds them."""
    if isinstance(rule, EventRule):
        yield rule.events
    elif isinstance(rule, GroupRule):
        yield from rule.groups
    yield from _of(_EVENTS, rule)


def resources_named(rule: Rule) -> Rows:
    """Teachers, classes, rooms and students, in rows as the rule holds them."""
    if isinstance(rule, ResourceRule):
        yield rule.resources
    yield from _of(_RESOURCES, rule)


def times_named(rule: Rule) -> Rows:
    """Times, in rows as the rule holds them; of a rule around another one, those of the other."""
    if isinstance(rule, Among):
        return times_named(rule.inner)
    return _of(_TIMES, rule)


def _of(table: "_Table", rule: Rule) -> Rows:
    found = table.get(type(rule))
    return found(rule) if found else ()


def _windows(windows: Iterable[Window]) -> Iterator[tuple[int, ...]]:
    return (window.times for window in windows)


_Table = Mapping[type[Rule], Callable[[Any], Rows]]
_EVENTS: _Table = {
    AllowTravel: lambda rule: rule.places,
    Among: lambda rule: [rule.events],
    LimitAtOnce: lambda rule: [rule.events],
    LimitKinds: lambda rule: rule.parts,
    LimitMoves: lambda rule: (events for events, _ in rule.places),
    OrderEvents: lambda rule: (pair[:2] for pair in rule.pairs),
}
_RESOURCES: _Table = {
    Among: lambda rule: [rule.rooms],
    LimitMoves: lambda rule: (rooms for _, rooms in rule.places),
    PreferResources: lambda rule: [rule.resources],
}
_TIMES: _Table = {
    AllowTravel: lambda rule: rule.groups,
    AvoidLonely: lambda rule: rule.groups,
    AvoidUnavailable: lambda rule: [rule.times],
    BeginEarly: lambda rule: rule.groups,
    ClusterBusy: lambda rule: rule.groups,
    GatherEvents: lambda rule: rule.rows,
    LimitAtOnce: lambda rule: [[time for time, _ in rule.limits]],
    LimitBusy: lambda rule: _windows(rule.windows),
    LimitIdle: lambda rule: rule.groups,
    LimitKinds: lambda rule: [rule.times],
    LimitMixed: lambda rule: (half for pair in rule.pairs for half in pair),
    LimitMoves: lambda rule: rule.groups,
    PreferTimes: lambda rule: [rule.times],
    SpreadEvents: lambda rule: _windows(rule.windows),
}
