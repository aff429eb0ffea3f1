"""An <Instance> element read into a problem."""

from itertools import chain

from timetabler.formats.costs import LARGEST, most_cost, most_parts
from timetabler.formats.markup import Node
from timetabler.formats.xhstt.constraints import read_rule
from timetabler.formats.xhstt.index import Groups, Names
from timetabler.formats.xhstt.shapes import INSTANCE
from timetabler.model import Calendar, Event, Group, Problem, Resource, Seat

LARGEST_TIMES, LARGEST_EVENTS, LARGEST_RESOURCES = 5_000, 50_000, 50_000
LARGEST_DURATION = 2_000
MOST_CELLS, MOST_STARTS = 10_000_000, 20_000_000


def read_instance(node: Node) -> tuple[Problem, Names]:
    """The problem of one instance, and the names by which its solutions speak of it."""
    INSTANCE.check(node)
    names = Names()
    calendar = _calendar(node.need("Times"), names)
    resources = _resources(node.need("Resources"), names)
    events = _events(node.need("Events"), names)
    _limit_size(node, calendar, resources, events)
    names.roles.update(seat.role for event in events for seat in event.seats)
    rules = tuple(read_rule(child, names) for child in node.need("Constraints").children)
    about = {child.tag: child.text.strip() for child in node.inside("MetaData")}
    problem = Problem(
        id=node.get("Id"),
        name=about.get("Name", ""),
        calendar=calendar,
        kinds=tuple(names.kinds.positions),
        resources=resources,
        resource_groups=_groups(names.resource_groups),
        events=events,
        event_groups=_groups(names.event_groups),
        rules=rules,
        about=about,
    )
    _limit_costs(node.need("Constraints").children, problem)
    return problem, names


def _limit_costs(nodes: list[Node], problem: Problem) -> None:
    """Refuse rules whose costs no search can add up."""
    total = 0
    for node, rule in zip(nodes, problem.rules, strict=True):
        total += most_cost(problem, rule)
        if most_parts(problem, rule) > LARGEST:
            raise node.fault(
                "durations are too many: a workload in parts of all of them needs more than 64 bits"
            )
        if total > LARGEST:
            raise node.fault(
                "bounds and weight are too large: with the rules before it, this one can cost "
                "more than 64 bits hold"
            )


def _groups(groups: Groups) -> tuple[Group, ...]:
    found = zip(groups.nodes, groups.members, strict=True)
    return tuple(_group(node, tuple(members)) for node, members in found)


def _group(node: Node, members: tuple[int, ...]) -> Group:
    kind = node.first("ResourceType")
    of = kind.get("Reference") if kind else node.tag
    return Group(id=node.get("Id"), name=node.word("Name", ""), members=members, kind=of)


def _limit(node: Node, count: int, most: int) -> None:
    if count > most:
        raise node.fault(f"{count} are more than the {most} that can be planned")


def _limit_size(
    node: Node,
    calendar: Calendar,
    resources: tuple[Resource, ...],
    events: tuple[Event, ...],
) -> None:
    """Refuse what is small in each list but too large for the tables that a search needs."""
    horizon = len(calendar.times)
    starts = horizon * sum(event.duration + 1 for event in events)
    for size, most in ((horizon * len(resources), MOST_CELLS), (starts, MOST_STARTS)):
        if size > most:
            raise node.fault(f"too large to plan: {size} places to keep, at most {most}")


def _calendar(node: Node, names: Names) -> Calendar:
    names.time_groups.declare(node.inside("TimeGroups"))
    times = list(node.each("Time"))
    _limit(node, len(times), LARGEST_TIMES)
    for time in times:
        position = names.times.declare(time)
        groups = chain(time.each("Day", "Week"), time.inside("TimeGroups"))
        names.time_groups.join(groups, position)
    return Calendar(
        times=tuple(names.times.positions),
        names=tuple(time.word("Name", "") for time in times),
        groups=_groups(names.time_groups),
    )


def _resources(node: Node, names: Names) -> tuple[Resource, ...]:
    for kind in node.inside("ResourceTypes"):
        names.kinds.declare(kind)
    for group in node.inside("ResourceGroups"):
        kind_node = group.first("ResourceType")
        if kind_node:
            names.kinds.find(kind_node)
    names.resource_groups.declare(node.inside("ResourceGroups"))
    found = list(node.each("Resource"))
    _limit(node, len(found), LARGEST_RESOURCES)
    return tuple(_resource(resource, names) for resource in found)


def _resource(node: Node, names: Names) -> Resource:
    position = names.resources.declare(node)
    names.resource_groups.join(node.inside("ResourceGroups"), position)
    kind = node.need("ResourceType")
    names.kinds.find(kind)
    return Resource(id=node.get("Id"), name=node.word("Name", ""), kind=kind.get("Reference"))


def _events(node: Node, names: Names) -> tuple[Event, ...]:
    names.event_groups.declare(node.inside("EventGroups"))
    found = list(node.each("Event"))
    _limit(node, len(found), LARGEST_EVENTS)
    return tuple(_event(event, names) for event in found)


def _event(node: Node, names: Names) -> Event:
    position = names.events.declare(node)
    groups = chain(node.each("Course"), node.inside("EventGroups"))
    names.event_groups.join(groups, position)
    duration = node.number("Duration")
    if not 1 <= duration <= LARGEST_DURATION:
        raise node.fault(f"Duration {duration} is not between 1 and {LARGEST_DURATION}")
    time = node.first("Time")
    start = names.times.find(time) if time else None
    if start is not None and start + duration > len(names.times.positions):
        raise node.fault("the event runs beyond the last time")
    return Event(
        id=node.get("Id"),
        name=node.word("Name", ""),
        duration=duration,
        workload=node.number("Workload") if node.first("Workload") else None,
        start=start,
        seats=_seats(node, names),
        colour=node.attributes.get("Color", ""),
    )


def _seats(node: Node, names: Names) -> tuple[Seat, ...]:
    seats = [_seat(seat, names) for seat in node.inside("Resources")]
    fixed = {seat.resource for seat in seats}
    for group in node.inside("ResourceGroups"):
        members = names.resource_groups.of(group)
        seats += [Seat(resource=member) for member in members if member not in fixed]
    roles = [seat.role for seat in seats if seat.role]
    if len(roles) != len(set(roles)):
        raise node.fault("two resources have the same role")
    return tuple(seats)


def _seat(node: Node, names: Names) -> Seat:
    fixed = "Reference" in node.attributes
    kind = node.first("ResourceType")
    for name in node.attributes.keys() - {"Reference"}:
        raise node.fault(f"attribute {name} is not known; Reference names a fixed resource")
    if not fixed and (kind is None or node.first("Role") is None):
        raise node.fault("a resource to be chosen needs a Role and a ResourceType")
    if kind:
        names.kinds.find(kind)
    return Seat(
        role=node.word("Role", ""),
        kind=kind.get("Reference") if kind else "",
        resource=names.resources.find(node) if fixed else None,
        workload=node.number("Workload") if node.first("Workload") else None,
    )
