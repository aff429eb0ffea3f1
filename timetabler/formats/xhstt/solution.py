"""A <Solution> element read into a plan, and a plan turned into one."""

from collections import Counter

from timetabler.formats.markup import Node
from timetabler.formats.xhstt.index import Names
from timetabler.model import Event, Lesson, Plan, Problem


def read_solution(node: Node, problem: Problem, names: Names) -> Plan:
    """The plan of a solution, completed by what the instance fixes."""
    lessons = [_lesson(child, problem, names) for child in node.inside("Events")]
    total: Counter[int] = Counter()
    for lesson, child in zip(lessons, node.inside("Events"), strict=True):
        total[lesson.event] += lesson.duration
        if total[lesson.event] > problem.events[lesson.event].duration:
            raise child.fault("the lessons of this event are longer than the event")
    return Plan.complete(problem, lessons)


def _lesson(node: Node, problem: Problem, names: Names) -> Lesson:
    position = names.events.find(node)
    event = problem.events[position]
    duration = node.number("Duration", event.duration)
    time = node.first("Time")
    start = names.times.find(time) if time else event.start
    if not duration:
        raise node.fault("a lesson has no duration")
    if event.start is not None and start != event.start:
        raise node.fault("the instance fixes another time for this event")
    if start is not None and start + duration > problem.horizon:
        raise node.fault("the lesson runs beyond the last time")
    resources = _resources(node, problem, event, names)
    return Lesson(event=position, duration=duration, start=start, resources=resources)


def _resources(node: Node, problem: Problem, event: Event, names: Names) -> tuple[int | None, ...]:
    roles = {seat.role: index for index, seat in enumerate(event.seats) if seat.role}
    chosen = [seat.resource for seat in event.seats]
    for child in node.inside("Resources"):
        role, resource = child.word("Role", ""), names.resources.find(child)
        if role not in roles:
            if resource not in chosen:
                raise child.fault(f"the event has no role {role!r}")
            continue
        if chosen[roles[role]] not in {None, resource}:
            raise child.fault(f"role {role!r} is taken by another resource")
        kind = event.seats[roles[role]].kind
        if chosen[roles[role]] is None and problem.resources[resource].kind != kind:
            raise child.fault(f"role {role!r} is for a resource of type {kind!r}")
        chosen[roles[role]] = resource
    return tuple(chosen)


def solution_node(problem: Problem, plan: Plan) -> Node:
    """The element that holds a plan: times everywhere, resources where they were chosen."""
    node = Node("Solution", {"Reference": problem.id})
    events = node.add("Events")
    for lesson in sorted(plan.lessons, key=lambda x: (x.event, x.start or 0)):
        event = problem.events[lesson.event]
        child = events.add("Event", Reference=event.id)
        child.add("Duration", str(lesson.duration))
        if lesson.start is not None:
            child.add("Time", Reference=problem.calendar.times[lesson.start])
        _write_resources(child, problem, event, lesson)
    return node


def _write_resources(node: Node, problem: Problem, event: Event, lesson: Lesson) -> None:
    seats = zip(event.seats, lesson.resources, strict=True)
    taken = [(s.role, r) for s, r in seats if s.resource is None and r is not None]
    if not taken:
        return
    resources = node.add("Resources")
    for role, resource in taken:
        child = resources.add("Resource", Reference=problem.resources[resource].id)
        child.add("Role", role)
