"""The sixteen constraint elements of XHSTT read into rules."""

from collections.abc import Callable, Mapping
from typing import TypedDict

from timetabler.faults import ModelFault
from timetabler.formats.markup import Node
from timetabler.formats.xhstt.index import Names
from timetabler.formats.xhstt.shapes import check_constraint
from timetabler.rules import (
    UNLIMITED,
    AssignResource,
    AssignTime,
    AvoidClashes,
    AvoidSplitAssignments,
    AvoidUnavailable,
    ClusterBusy,
    CostFunction,
    DistributeSplits,
    LimitBusy,
    LimitIdle,
    LimitWorkload,
    LinkEvents,
    OrderEvents,
    PreferResources,
    PreferTimes,
    Rule,
    SplitEvents,
    SpreadEvents,
    Window,
)

# Older files use the second and third names; each point has one deviation, so they mean the same.
COST_FUNCTIONS = {
    "Linear": CostFunction.LINEAR,
    "Sum": CostFunction.LINEAR,
    "Quadratic": CostFunction.QUADRATIC,
    "SumSquares": CostFunction.QUADRATIC,
    "SquareSum": CostFunction.QUADRATIC,
    "Step": CostFunction.STEP,
    "StepSum": CostFunction.STEP,
    "SumSteps": CostFunction.STEP,
}
HEAVIEST = 1_000_000


class Terms(TypedDict):
    """What every rule has."""

    id: str
    name: str
    hard: bool
    weight: int
    cost: CostFunction


def read_rule(node: Node, names: Names) -> Rule:
    """The rule of one constraint element."""
    check_constraint(node)
    names.constraints.declare(node)
    try:
        rule = READERS[node.tag](node, names, _terms(node))
    except ModelFault as fault:
        raise node.fault(str(fault)) from fault
    role = node.first("Role")
    if role and role.text.strip() not in names.roles and rule.points():
        raise role.fault(f"no event has a resource with the role {role.text.strip()!r}")
    return rule


def _terms(node: Node) -> Terms:
    required, cost = node.need("Required"), node.need("CostFunction")
    weight = node.number("Weight")
    if required.text.strip() not in {"true", "false"}:
        raise required.fault(f"{required.text.strip()!r} is neither true nor false")
    if cost.text.strip() not in COST_FUNCTIONS:
        raise cost.fault(f"the cost function {cost.text.strip()!r} is not known")
    if weight > HEAVIEST:
        raise node.need("Weight").fault(f"weights reach at most {HEAVIEST}")
    return Terms(
        id=node.get("Id"),
        name=node.word("Name", ""),
        hard=required.text.strip() == "true",
        weight=weight,
        cost=COST_FUNCTIONS[cost.text.strip()],
    )


def _events(node: Node, names: Names) -> tuple[int, ...]:
    return names.events_in(node.need("AppliesTo"))


def _resources(node: Node, names: Names) -> tuple[int, ...]:
    return names.resources_in(node.need("AppliesTo"))


class Bunches(TypedDict):
    """The groups of events that a rule is about, with the names of the groups."""

    groups: tuple[tuple[int, ...], ...]
    names: tuple[str, ...]


def _bunches(node: Node, names: Names) -> Bunches:
    found = node.need("AppliesTo").inside("EventGroups")
    return Bunches(
        groups=tuple(names.event_groups.of(group) for group in found),
        names=tuple(group.get("Reference") for group in found),
    )


def _windows(node: Node, names: Names, *, bounds: Node) -> tuple[Window, ...]:
    """Each time group with bounds: its own, or those of the constraint."""
    return tuple(
        Window(
            names.time_groups.of(group),
            (bounds if group.first("Minimum") is None else group).number("Minimum", 0),
            (bounds if group.first("Maximum") is None else group).number("Maximum", UNLIMITED),
        )
        for group in node.inside("TimeGroups")
    )


def _time_groups(node: Node, names: Names) -> tuple[tuple[int, ...], ...]:
    return tuple(names.time_groups.of(group) for group in node.inside("TimeGroups"))


def _assign_resource(node: Node, names: Names, terms: Terms) -> Rule:
    return AssignResource(**terms, events=_events(node, names), role=node.word("Role"))


def _assign_time(node: Node, names: Names, terms: Terms) -> Rule:
    return AssignTime(**terms, events=_events(node, names))


def _split(node: Node, names: Names, terms: Terms) -> Rule:
    return SplitEvents(
        **terms,
        events=_events(node, names),
        shortest=node.number("MinimumDuration", 1),
        longest=node.number("MaximumDuration", UNLIMITED),
        fewest=node.number("MinimumAmount", 0),
        most=node.number("MaximumAmount", UNLIMITED),
    )


def _distribute(node: Node, names: Names, terms: Terms) -> Rule:
    return DistributeSplits(
        **terms,
        events=_events(node, names),
        duration=node.number("Duration"),
        minimum=node.number("Minimum", 0),
        maximum=node.number("Maximum", UNLIMITED),
    )


def _prefer_resources(node: Node, names: Names, terms: Terms) -> Rule:
    return PreferResources(
        **terms,
        events=_events(node, names),
        role=node.word("Role"),
        resources=frozenset(names.resources_in(node)),
    )


def _prefer_times(node: Node, names: Names, terms: Terms) -> Rule:
    return PreferTimes(
        **terms,
        events=_events(node, names),
        times=frozenset(names.times_in(node)),
        duration=node.number("Duration") if node.first("Duration") else None,
    )


def _avoid_split(node: Node, names: Names, terms: Terms) -> Rule:
    return AvoidSplitAssignments(**terms, **_bunches(node, names), role=node.word("Role"))


def _spread(node: Node, names: Names, terms: Terms) -> Rule:
    return SpreadEvents(
        **terms, **_bunches(node, names), windows=_windows(node, names, bounds=node)
    )


def _link(node: Node, names: Names, terms: Terms) -> Rule:
    return LinkEvents(**terms, **_bunches(node, names))


def _order(node: Node, names: Names, terms: Terms) -> Rule:
    pairs = node.need("AppliesTo").inside("EventPairs")
    return OrderEvents(
        **terms,
        pairs=tuple(
            (
                names.events.find(pair.need("FirstEvent")),
                names.events.find(pair.need("SecondEvent")),
                pair.number("MinSeparation", 0),
                pair.number("MaxSeparation", UNLIMITED),
            )
            for pair in pairs
        ),
    )


def _clashes(node: Node, names: Names, terms: Terms) -> Rule:
    return AvoidClashes(**terms, resources=_resources(node, names))


def _unavailable(node: Node, names: Names, terms: Terms) -> Rule:
    times = names.times_in(node)
    return AvoidUnavailable(**terms, resources=_resources(node, names), times=times)


def _idle(node: Node, names: Names, terms: Terms) -> Rule:
    return LimitIdle(
        **terms,
        resources=_resources(node, names),
        groups=_time_groups(node, names),
        minimum=node.number("Minimum", 0),
        maximum=node.number("Maximum", UNLIMITED),
    )


def _cluster(node: Node, names: Names, terms: Terms) -> Rule:
    return ClusterBusy(
        **terms,
        resources=_resources(node, names),
        groups=_time_groups(node, names),
        minimum=node.number("Minimum", 0),
        maximum=node.number("Maximum", UNLIMITED),
    )


def _busy(node: Node, names: Names, terms: Terms) -> Rule:
    return LimitBusy(
        **terms,
        resources=_resources(node, names),
        windows=_windows(node, names, bounds=node),
    )


def _workload(node: Node, names: Names, terms: Terms) -> Rule:
    return LimitWorkload(
        **terms,
        resources=_resources(node, names),
        minimum=node.number("Minimum", 0),
        maximum=node.number("Maximum", UNLIMITED),
    )


READERS: Mapping[str, Callable[[Node, Names, Terms], Rule]] = {
    "AssignResourceConstraint": _assign_resource,
    "AssignTimeConstraint": _assign_time,
    "SplitEventsConstraint": _split,
    "DistributeSplitEventsConstraint": _distribute,
    "PreferResourcesConstraint": _prefer_resources,
    "PreferTimesConstraint": _prefer_times,
    "AvoidSplitAssignmentsConstraint": _avoid_split,
    "SpreadEventsConstraint": _spread,
    "LinkEventsConstraint": _link,
    "OrderEventsConstraint": _order,
    "AvoidClashesConstraint": _clashes,
    "AvoidUnavailableTimesConstraint": _unavailable,
    "LimitIdleTimesConstraint": _idle,
    "ClusterBusyTimesConstraint": _cluster,
    "LimitBusyTimesConstraint": _busy,
    "LimitWorkloadConstraint": _workload,
}
