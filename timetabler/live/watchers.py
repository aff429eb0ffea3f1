"""Rules turned into monitors, cells and hooks."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import lcm
from operator import itemgetter
from typing import Any

from timetabler.live.bundles import Bundle
from timetabler.live.monitors import Monitors
from timetabler.live.state import (
    ANY,
    AWAY,
    COUNT,
    DIFFERENT,
    EMPTY_SEAT,
    IDLE,
    LATE,
    LEAST,
    LESS_ANY,
    LONELY,
    MOVES,
    OF_LENGTH,
    ORDER,
    OUTSIDE,
    OUTSIDE_IF_ANY,
    PIECES_HOOK,
    RUNNING,
    SPREAD,
    UNPLACED,
    WRONG_LENGTH,
    WRONG_SEAT,
)
from timetabler.model import Problem
from timetabler.rules import (
    UNLIMITED,
    AllowTravel,
    Among,
    AssignResource,
    AssignTime,
    AvoidClashes,
    AvoidLonely,
    AvoidSplitAssignments,
    AvoidUnavailable,
    BeginEarly,
    ClusterBusy,
    DistributeSplits,
    GatherEvents,
    LimitAtOnce,
    LimitBusy,
    LimitIdle,
    LimitKinds,
    LimitMixed,
    LimitMoves,
    LimitWorkload,
    LinkEvents,
    OrderEvents,
    PreferResources,
    PreferTimes,
    Rule,
    SplitEvents,
    SpreadEvents,
    Window,
    outside,
)


def monitors_of(problem: Problem, bundles: tuple[Bundle, ...]) -> Monitors:
    """Everything that the rules of a problem need."""
    monitors = Monitors(problem, bundles)
    for number, rule in enumerate(problem.rules):
        WATCHERS[type(rule)](monitors, number, rule)
    for hooks in monitors.hooks:
        hooks.sort(key=itemgetter(0))
    return monitors


def _kept(found: list[Any], item: object) -> int:
    """Position of an item in a list, put there if it is new."""
    if item not in found:
        found.append(item)
    return found.index(item)


def _assign_time(m: Monitors, number: int, rule: AssignTime) -> None:
    for point, event in enumerate(rule.events):
        m.hook(event, UNPLACED, m.monitor((number, point)))


def _prefer_times(m: Monitors, number: int, rule: PreferTimes) -> None:
    times = _kept(m.time_sets, rule.times)
    for point, event in enumerate(rule.events):
        m.hook(event, AWAY, m.monitor((number, point)), times, rule.duration or 0)


def _split(m: Monitors, number: int, rule: SplitEvents) -> None:
    for point, event in enumerate(rule.events):
        monitor = m.monitor((number, point), value=outside(0, rule.fewest, rule.most))
        m.hook(event, WRONG_LENGTH, monitor, rule.shortest, rule.longest)
        cell = m.cell(monitor, OUTSIDE, low=rule.fewest, high=rule.most)
        m.hook(event, PIECES_HOOK, monitor, cell)


def _distribute(m: Monitors, number: int, rule: DistributeSplits) -> None:
    for point, event in enumerate(rule.events):
        monitor = m.monitor((number, point), low=rule.minimum, high=rule.maximum)
        m.hook(event, OF_LENGTH, monitor, rule.duration)


def _assign_resource(m: Monitors, number: int, rule: AssignResource) -> None:
    for point, event in enumerate(rule.events):
        monitor = m.monitor((number, point))
        for seat in m.seats(event, rule.role):
            m.hook(event, EMPTY_SEAT, monitor, seat=seat)


def _prefer_resources(m: Monitors, number: int, rule: PreferResources) -> None:
    suitable = _kept(m.resource_sets, rule.resources)
    for point, event in enumerate(rule.events):
        monitor = m.monitor((number, point))
        for seat in m.seats(event, rule.role):
            m.hook(event, WRONG_SEAT, monitor, suitable, seat=seat)


def _spread(m: Monitors, number: int, rule: SpreadEvents) -> None:
    windows = _kept(m.window_sets, rule.windows)
    empty = sum(outside(0, window.minimum, window.maximum) for window in rule.windows)
    for point, group in enumerate(rule.groups):
        monitor = m.monitor((number, point), value=empty)
        first = len(m.cells)
        for window in rule.windows:
            m.cell(monitor, OUTSIDE, low=window.minimum, high=window.maximum)
        for event in group:
            m.hook(event, SPREAD, monitor, windows, first)


def _gather(m: Monitors, number: int, rule: GatherEvents) -> None:
    rows = _kept(m.window_sets, tuple(Window(row, 0, UNLIMITED) for row in rule.rows))
    for point, group in enumerate(rule.groups):
        monitor, first = m.monitor((number, point), high=rule.maximum), len(m.cells)
        for _ in rule.rows:
            m.cell(monitor, ANY)
        for event in group:
            m.hook(event, SPREAD, monitor, rows, first)


def _link(m: Monitors, number: int, rule: LinkEvents) -> None:
    for point, group in enumerate(rule.groups):
        if len({m.bundle_of[event] for event in group}) <= 1:
            continue
        monitor = m.monitor((number, point))
        m.links.append(len(group))
        for event in group:
            m.hook(event, RUNNING, monitor, m.runs, len(m.links) - 1)
            m.runs += 1


def _avoid_split(m: Monitors, number: int, rule: AvoidSplitAssignments) -> None:
    for point, group in enumerate(rule.groups):
        monitor = m.monitor((number, point), high=rule.maximum)
        for event in group:
            for seat in m.seats(event, rule.role):
                m.hook(event, DIFFERENT, monitor, m.lone, seat=seat)
        m.lone += 1


def _order(m: Monitors, number: int, rule: OrderEvents) -> None:
    for point, (first, second, least, longest) in enumerate(rule.pairs):
        monitor = m.monitor((number, point))
        m.pairs.append((m.bundle_of[first], m.bundle_of[second]))
        for event in {m.bundle_of[first]: first, m.bundle_of[second]: second}.values():
            m.hook(event, ORDER, monitor, len(m.pairs) - 1, least, longest, seat=rule.day)


def _clashes(m: Monitors, number: int, rule: AvoidClashes) -> None:
    for point, resource in enumerate(rule.resources):
        m.clashes.setdefault(resource, []).append(m.monitor((number, point)))


def _unavailable(m: Monitors, number: int, rule: AvoidUnavailable) -> None:
    for point, resource in enumerate(rule.resources):
        m.watch(m.cell(m.monitor((number, point)), COUNT), resource, rule.times)


def _idle(m: Monitors, number: int, rule: LimitIdle) -> None:
    for point, resource in enumerate(rule.resources):
        monitor = m.monitor((number, point), low=rule.minimum, high=rule.maximum)
        for group in rule.groups:
            m.watch(m.cell(monitor, IDLE, group), resource, group)


def _early(m: Monitors, number: int, rule: BeginEarly) -> None:
    for point, resource in enumerate(rule.resources):
        monitor = m.monitor((number, point), high=rule.maximum)
        for group in rule.groups:
            m.watch(m.cell(monitor, LATE, group, high=rule.maximum), resource, group)


def _lonely(m: Monitors, number: int, rule: AvoidLonely) -> None:
    for point, resource in enumerate(rule.resources):
        monitor = m.monitor((number, point))
        for group in rule.groups:
            m.watch(m.cell(monitor, LONELY, group), resource, group)


def _cluster(m: Monitors, number: int, rule: ClusterBusy) -> None:
    if rule.hours:
        _but_for_the_greatest(m, number, rule.resources, rule.groups, (1, rule.maximum))
        return
    for point, resource in enumerate(rule.resources):
        monitor = m.monitor((number, point), low=rule.minimum, high=rule.maximum)
        for group in rule.groups:
            m.watch(m.cell(monitor, ANY), resource, group)


def _mixed(m: Monitors, number: int, rule: LimitMixed) -> None:
    halves = tuple(half for pair in rule.pairs for half in pair)
    _but_for_the_greatest(m, number, rule.resources, halves, (2, rule.maximum))


def _but_for_the_greatest(
    m: Monitors,
    number: int,
    people: tuple[int, ...],
    groups: tuple[tuple[int, ...], ...],
    bounds: tuple[int, int],
) -> None:
    """Cells that name each other; bounds are how many belong together and how many are free."""
    for point, person in enumerate(people):
        monitor, first = m.monitor((number, point)), len(m.cells)
        end = first + len(groups)
        for group in groups:
            low, high = bounds
            m.cells.append((monitor, LEAST, low, high, 0, 0, first, end))
            m.watch(len(m.cells) - 1, person, group)


def _busy(m: Monitors, number: int, rule: LimitBusy) -> None:
    for point, resource in enumerate(rule.resources):
        monitor = m.monitor((number, point))
        for window in rule.windows:
            low, high = window.minimum, window.maximum
            cell = m.cell(monitor, OUTSIDE_IF_ANY, low=low, high=high)
            m.watch(cell, resource, window.times)


def _workload(m: Monitors, number: int, rule: LimitWorkload) -> None:
    scale = lcm(*(event.duration for event in m.problem.events))
    for point, resource in enumerate(rule.resources):
        bounds = {"low": rule.minimum, "high": rule.maximum, "scale": scale}
        m.loads.setdefault(resource, []).append(m.monitor((number, point), **bounds))


def _among(m: Monitors, number: int, rule: Among) -> None:
    """The inner rule, with tracks of its people through the events in their place."""
    seen = tuple(
        m.tracks.of(person, rule.events, rule.rooms, chosen=rule.chosen)
        for person in rule.resources
    )
    WATCHERS[type(rule.inner)](m, number, replace(rule.inner, resources=seen))


def _at_once(m: Monitors, number: int, rule: LimitAtOnce) -> None:
    sized = zip(rule.events, rule.amounts, strict=True)
    running = [(m.tracks.of(None, (event,)), amount) for event, amount in sized if amount]
    for point, (time, most) in enumerate(rule.limits):
        monitor = m.monitor((number, point), high=most)
        for track, amount in running:
            # A busy time lies `amount` below the least that such a cell asks of a busy one.
            low = amount + 1
            alone = amount == 1
            cell = m.cell(monitor, COUNT if alone else OUTSIDE_IF_ANY, low=low, high=UNLIMITED)
            m.watch(cell, track, (time,))


def _kinds(m: Monitors, number: int, rule: LimitKinds) -> None:
    for point, person in enumerate(rule.resources):
        there = [m.tracks.of(person, events) for events in rule.parts]
        if len(rule.times) == 1:
            cell = m.cell(
                m.monitor((number, point)), OUTSIDE_IF_ANY, low=rule.minimum, high=rule.maximum
            )
            for track in there:
                m.watch(cell, track, rule.times)
        else:
            _kinds_in_several_times(m, (number, point), rule, there)


def _kinds_in_several_times(
    m: Monitors, source: tuple[int, int], rule: LimitKinds, there: list[int]
) -> None:
    """No kind at all counts as just enough: the minimum stands until there is any."""
    bounds = {"low": rule.minimum, "high": max(rule.minimum, rule.maximum)}
    monitor = m.monitor(source, value=rule.minimum, **bounds)
    for track in there:
        m.watch(m.cell(monitor, ANY), track, rule.times)
    for _ in range(rule.minimum):
        cell = m.cell(monitor, LESS_ANY)
        for track in there:
            m.watch(cell, track, rule.times)


def _travel(m: Monitors, number: int, rule: AllowTravel) -> None:
    for point, person in enumerate(rule.resources):
        monitor = m.monitor((number, point))
        there = [m.tracks.of(person, events) for events in rule.places]
        for place, time, other, later in rule.too_close():
            cell = m.cell(monitor, OUTSIDE, high=1)
            m.watch(cell, there[place], (time,))
            m.watch(cell, there[other], (later,))


def _moves(m: Monitors, number: int, rule: LimitMoves) -> None:
    horizon = m.problem.horizon
    for point, person in enumerate(rule.resources):
        monitor = m.monitor((number, point), high=rule.maximum)
        there = [m.tracks.of(person, *place) for place in rule.places]
        for group in rule.groups:
            named = tuple(track * horizon + time for time in group for track in there)
            cell = m.cell(monitor, MOVES, named, low=len(there), high=rule.pause)
            for track in there:
                m.watch(cell, track, group)


WATCHERS: Mapping[type[Rule], Callable[[Monitors, int, Any], None]] = {
    AllowTravel: _travel,
    Among: _among,
    AssignResource: _assign_resource,
    AssignTime: _assign_time,
    AvoidClashes: _clashes,
    AvoidLonely: _lonely,
    AvoidSplitAssignments: _avoid_split,
    AvoidUnavailable: _unavailable,
    BeginEarly: _early,
    ClusterBusy: _cluster,
    DistributeSplits: _distribute,
    GatherEvents: _gather,
    LimitAtOnce: _at_once,
    LimitBusy: _busy,
    LimitIdle: _idle,
    LimitKinds: _kinds,
    LimitMixed: _mixed,
    LimitMoves: _moves,
    LimitWorkload: _workload,
    LinkEvents: _link,
    OrderEvents: _order,
    PreferResources: _prefer_resources,
    PreferTimes: _prefer_times,
    SplitEvents: _split,
    SpreadEvents: _spread,
}
