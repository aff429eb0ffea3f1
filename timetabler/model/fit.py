"""Whether a plan belongs to a problem at all, before anybody asks what it costs."""

from timetabler.faults import PlanFault
from timetabler.model.plan import Lesson, Plan
from timetabler.model.problem import Problem, Seat


def whole(problem: Problem, plan: Plan) -> Plan:
    """The plan, with the hours that it leaves out as lessons like those of `Plan.complete`.

    PlanFault where it is no plan of this problem: unknown events, more hours than an event has,
    lessons outside the calendar, other people in fixed seats, or others than a seat is open to.
    """
    left = [event.duration for event in problem.events]
    for number, lesson in enumerate(plan.lessons):
        if not 0 <= lesson.event < len(left):
            raise PlanFault(f"lesson {number}: the problem has no event {lesson.event}")
        left[lesson.event] -= lesson.duration
        if reason := _misfit(problem, lesson) or _surplus(left[lesson.event]):
            event = problem.events[lesson.event].id
            raise PlanFault(f"lesson {number} (event {event!r}): {reason}")
    return Plan.complete(problem, plan.lessons) if any(left) else plan


def _surplus(left: int) -> str:
    return f"the lessons of this event are {-left} longer than the event" if left < 0 else ""


def _misfit(problem: Problem, lesson: Lesson) -> str:
    """Why a lesson is none of its event; empty where it is one."""
    seats, start = problem.events[lesson.event].seats, lesson.start
    if lesson.duration < 1:
        return f"duration {lesson.duration} is no time at all"
    if start is not None and not 0 <= start <= problem.horizon - lesson.duration:
        return f"start {start} with duration {lesson.duration} lies outside the calendar"
    if len(lesson.resources) != len(seats):
        return f"{len(lesson.resources)} resources for {len(seats)} seats"
    for number, (seat, taken) in enumerate(zip(seats, lesson.resources, strict=True)):
        if taken != seat.resource and not _may_sit(problem, seat, taken):
            return f"resource {taken} does not belong into seat {number} ({seat.role!r})"
    return ""


def _may_sit(problem: Problem, seat: Seat, resource: int | None) -> bool:
    """Whether somebody of its kind is in an open seat."""
    if seat.resource is not None or resource is None:
        return False
    return 0 <= resource < len(problem.resources) and problem.resources[resource].kind == seat.kind
