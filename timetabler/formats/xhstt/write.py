"""A problem turned into an <Instance> element, and a plan put into an archive."""

from collections import Counter
from dataclasses import replace

from timetabler.evaluate import judge
from timetabler.formats.faults import InputFault
from timetabler.formats.markup import Node
from timetabler.formats.xhstt.rules_out import RuleWriter
from timetabler.formats.xhstt.solution import solution_node
from timetabler.model import Event, Group, Plan, Problem, Seat

TIME_KINDS, EVENT_KINDS = ("Day", "Week"), ("Course",)


def archive_node(problem: Problem) -> Node:
    """A new archive that holds one instance."""
    root = Node("HighSchoolTimetableArchive", {"Id": problem.id})
    root.add("Instances").children.append(instance_node(problem))
    return root


def with_solution(root: Node, problem: Problem, plan: Plan) -> Node:
    """The archive with this plan as its only solution of the instance."""
    kept = [node for node in root.children if node.tag != "SolutionGroups"]
    copy = Node(root.tag, root.attributes, root.text, kept)
    group = copy.add("SolutionGroups").add("SolutionGroup", Id="timetabler")
    about = group.add("MetaData")
    about.add("Contributor", "timetabler")
    about.add("Description", f"Cost {judge(problem, plan).cost}")
    group.children.append(solution_node(problem, plan))
    return copy


def instance_node(problem: Problem) -> Node:
    """The element that reads back as the same problem."""
    writer = RuleWriter(problem)
    constraints = Node("Constraints", children=[writer.node(rule) for rule in problem.rules])
    node = Node("Instance", {"Id": problem.id})
    about = node.add("MetaData")
    for tag, text in (problem.about or {"Name": problem.name}).items():
        about.add(tag, text)
    node.children += [
        _times(problem, writer.time_groups),
        _resources(problem),
        _events(problem, writer.event_groups),
        constraints,
    ]
    return node


def _named(parent: Node, tag: str, identifier: str, name: str) -> Node:
    node = parent.add(tag, Id=identifier)
    node.add("Name", name)
    return node


def _times(problem: Problem, groups: list[Group]) -> Node:
    node = Node("Times")
    declared = node.add("TimeGroups")
    for group in groups:
        tag = group.kind if group.kind in TIME_KINDS else "TimeGroup"
        _named(declared, tag, group.id, group.name)
    named = zip(problem.calendar.times, problem.calendar.names, strict=True)
    for position, (identifier, name) in enumerate(named):
        child = _named(node, "Time", identifier, name)
        _join(child, groups, position, own=TIME_KINDS, tag="TimeGroup")
    return node


def _join(node: Node, groups: list[Group], member: int, *, own: tuple[str, ...], tag: str) -> None:
    """References to the groups of a member: kinds with a tag of their own first, then a list."""
    mine = [group for group in groups if member in group.members]
    for group in mine:
        if group.kind in own:
            node.add(group.kind, Reference=group.id)
    others = node.add(f"{tag}s")
    for group in mine:
        if group.kind not in own:
            others.add(tag, Reference=group.id)


def _resources(problem: Problem) -> Node:
    node = Node("Resources")
    kinds = node.add("ResourceTypes")
    for kind in problem.kinds:
        _named(kinds, "ResourceType", kind, kind)
    declared = node.add("ResourceGroups")
    for group in problem.resource_groups:
        child = _named(declared, "ResourceGroup", group.id, group.name)
        if group.kind in problem.kinds:
            child.add("ResourceType", Reference=group.kind)
    for position, resource in enumerate(problem.resources):
        child = _named(node, "Resource", resource.id, resource.name)
        child.add("ResourceType", Reference=resource.kind)
        _join(child, list(problem.resource_groups), position, own=(), tag="ResourceGroup")
    return node


def _events(problem: Problem, groups: list[Group]) -> Node:
    node = Node("Events")
    declared = node.add("EventGroups")
    for group in groups:
        tag = group.kind if group.kind in EVENT_KINDS else "EventGroup"
        _named(declared, tag, group.id, group.name)
    for position, event in enumerate(problem.events):
        child = _event(node, problem, event)
        _join(child, groups, position, own=EVENT_KINDS, tag="EventGroup")
    return node


def _event(parent: Node, problem: Problem, event: Event) -> Node:
    node = _named(parent, "Event", event.id, event.name)
    if event.colour:
        node.attributes = {**node.attributes, "Color": event.colour}
    node.add("Duration", str(event.duration))
    if event.workload is not None:
        node.add("Workload", str(event.workload))
    if event.start is not None:
        node.add("Time", Reference=problem.calendar.times[event.start])
    seats = node.add("Resources")
    repeated = repeated_roles(event)
    for seat in event.seats:
        if seat.role in repeated and seat.resource is None:
            reason = f"XHSTT tells seats apart by role, and two are to be chosen for {seat.role!r}"
            raise InputFault(reason, element=event.id)
        _seat(seats, problem, replace(seat, role="") if seat.role in repeated else seat)
    return node


def repeated_roles(event: Event) -> set[str]:
    """Roles of several seats, which XHSTT cannot have: fixed seats are written without them."""
    counts = Counter(seat.role for seat in event.seats if seat.role)
    return {role for role, count in counts.items() if count > 1}


def _seat(parent: Node, problem: Problem, seat: Seat) -> None:
    fixed = {} if seat.resource is None else {"Reference": problem.resources[seat.resource].id}
    node = parent.add("Resource", **fixed)
    if seat.role:
        node.add("Role", seat.role)
    if seat.kind:
        node.add("ResourceType", Reference=seat.kind)
    if seat.workload is not None:
        node.add("Workload", str(seat.workload))
