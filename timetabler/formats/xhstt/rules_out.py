"""Rules turned into constraint elements; groups that a rule needs are found or made."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from timetabler.formats.faults import InputFault
from timetabler.formats.markup import Node
from timetabler.model import Group, Problem
from timetabler.rules import (
    AssignResource,
    AssignTime,
    AvoidClashes,
    AvoidSplitAssignments,
    AvoidUnavailable,
    ClusterBusy,
    DistributeSplits,
    EventRule,
    GroupRule,
    LimitBusy,
    LimitIdle,
    LimitWorkload,
    LinkEvents,
    OrderEvents,
    PreferResources,
    PreferTimes,
    ResourceRule,
    Rule,
    SplitEvents,
    SpreadEvents,
    Window,
)

TAGS: Mapping[type[Rule], str] = {
    AssignResource: "AssignResourceConstraint",
    AssignTime: "AssignTimeConstraint",
    AvoidClashes: "AvoidClashesConstraint",
    AvoidSplitAssignments: "AvoidSplitAssignmentsConstraint",
    AvoidUnavailable: "AvoidUnavailableTimesConstraint",
    ClusterBusy: "ClusterBusyTimesConstraint",
    DistributeSplits: "DistributeSplitEventsConstraint",
    LimitBusy: "LimitBusyTimesConstraint",
    LimitIdle: "LimitIdleTimesConstraint",
    LimitWorkload: "LimitWorkloadConstraint",
    LinkEvents: "LinkEventsConstraint",
    OrderEvents: "OrderEventsConstraint",
    PreferResources: "PreferResourcesConstraint",
    PreferTimes: "PreferTimesConstraint",
    SplitEvents: "SplitEventsConstraint",
    SpreadEvents: "SpreadEventsConstraint",
}
BOUNDS: Mapping[type[Rule], tuple[tuple[str, str], ...]] = {
    SplitEvents: (
        ("shortest", "MinimumDuration"),
        ("longest", "MaximumDuration"),
        ("fewest", "MinimumAmount"),
        ("most", "MaximumAmount"),
    ),
    **dict.fromkeys(
        (DistributeSplits, LimitIdle, ClusterBusy, LimitWorkload),
        (("minimum", "Minimum"), ("maximum", "Maximum")),
    ),
}


def says(rule: Rule) -> bool:
    """Whether XHSTT has a constraint for a rule; days that must be few are so in hours as well."""
    in_day = isinstance(rule, OrderEvents) and rule.day > 0
    in_hours = isinstance(rule, ClusterBusy) and rule.hours and not rule.hard
    several = isinstance(rule, AvoidSplitAssignments) and rule.maximum != 1
    return type(rule) in TAGS and not (in_day or in_hours or several)


class RuleWriter:
    """Writes the rules of one problem; its groups grow by those that the rules need."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self.time_groups = list(problem.calendar.groups)
        self.event_groups = list(problem.event_groups)
        self._times = {group.members: group.id for group in reversed(self.time_groups)}

    def node(self, rule: Rule) -> Node:
        """The element of one rule."""
        if not says(rule):
            raise InputFault(f"XHSTT has no constraint for rule {rule.id!r}", element=rule.id)
        node = Node(TAGS[type(rule)], {"Id": rule.id})
        node.add("Name", rule.name)
        node.add("Required", str(rule.hard).lower())
        node.add("Weight", str(rule.weight))
        node.add("CostFunction", rule.cost.value)
        self._applies(node.add("AppliesTo"), rule)
        self._parts(node, rule)
        for field, tag in BOUNDS.get(type(rule), ()):
            node.add(tag, str(getattr(rule, field)))
        return node

    def _parts(self, node: Node, rule: Rule) -> None:
        writers: tuple[tuple[str, Callable[[Node, Any], None]], ...] = (
            ("role", self._role),
            ("duration", self._duration),
            ("times", self._time_list),
            ("groups", self._group_list),
            ("windows", self._windows),
        )
        for field, write in writers:
            if hasattr(rule, field) and not (field == "groups" and isinstance(rule, GroupRule)):
                write(node, getattr(rule, field))
        if isinstance(rule, PreferResources):
            _references(node, "Resource", (self._resource(r) for r in sorted(rule.resources)))

    def _applies(self, node: Node, rule: Rule) -> None:
        if isinstance(rule, EventRule):
            _references(node, "Event", (self._event(e) for e in rule.events))
        elif isinstance(rule, ResourceRule):
            _references(node, "Resource", (self._resource(r) for r in rule.resources))
        elif isinstance(rule, OrderEvents):
            self._pairs(node.add("EventPairs"), rule)
        elif isinstance(rule, GroupRule):
            bunches = zip(rule.names, rule.groups, strict=True)
            _references(node, "EventGroup", [self._event_group(*bunch) for bunch in bunches])

    def _pairs(self, node: Node, rule: OrderEvents) -> None:
        for first, second, least, longest in rule.pairs:
            pair = node.add("EventPair")
            pair.add("FirstEvent", Reference=self._event(first))
            pair.add("SecondEvent", Reference=self._event(second))
            pair.add("MinSeparation", str(least))
            pair.add("MaxSeparation", str(longest))

    def _event(self, event: int) -> str:
        return self._problem.events[event].id

    def _resource(self, resource: int) -> str:
        return self._problem.resources[resource].id

    def _role(self, node: Node, role: str) -> None:
        node.add("Role", role)

    def _duration(self, node: Node, duration: int | None) -> None:
        if duration is not None:
            node.add("Duration", str(duration))

    def _time_list(self, node: Node, times: Iterable[int]) -> None:
        _references(node, "Time", (self._problem.calendar.times[t] for t in sorted(times)))

    def _group_list(self, node: Node, groups: Iterable[tuple[int, ...]]) -> None:
        _references(node, "TimeGroup", [self._time_group(times) for times in groups])

    def _windows(self, node: Node, windows: Iterable[Window]) -> None:
        parent = node.add("TimeGroups")
        for window in windows:
            child = parent.add("TimeGroup", Reference=self._time_group(window.times))
            child.add("Minimum", str(window.minimum))
            child.add("Maximum", str(window.maximum))

    def _time_group(self, times: tuple[int, ...]) -> str:
        if times not in self._times:
            group = Group(id=f"times-{len(self.time_groups) + 1}", name="", members=times)
            self.time_groups.append(group)
            self._times[times] = group.id
        return self._times[times]

    def _event_group(self, name: str, events: tuple[int, ...]) -> str:
        taken = {group.id: group.members for group in self.event_groups}
        while taken.get(name, events) != events:
            name += "+"
        if name not in taken:
            self.event_groups.append(Group(id=name, name=name, members=events))
        return name


def _references(parent: Node, tag: str, names: Iterable[str]) -> None:
    node = parent.add(f"{tag}s")
    for name in names:
        node.add(tag, Reference=name)
