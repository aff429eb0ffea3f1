"""A plan: the lessons into which the events are cut, with their times and resources."""

from collections.abc import Sequence
from dataclasses import dataclass

from timetabler.faults import PlanFault
from timetabler.model.problem import Event, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A part of an event that is taught in one go; `resources` has one entry per seat."""

    event: int
    duration: int
    start: int | None = None
    resources: tuple[int | None, ...] = ()

    def times(self) -> range:
        """The times that the lesson occupies; none while it is unplaced."""
        return range(0) if self.start is None else range(self.start, self.start + self.duration)


@dataclass(frozen=True, slots=True)
class Plan:
    """All lessons of a problem."""

    lessons: tuple[Lesson, ...]

    @classmethod
    def complete(cls, problem: Problem, lessons: Sequence[Lesson]) -> "Plan":
        """Fill what the problem itself decides: fixed seats, fixed times and missing lessons.

        Seats that the problem has gained behind a lesson's own are filled or left open. PlanFault
        for lessons of events, or in seats, that the problem does not have.
        """
        missing = [event.duration for event in problem.events]
        for number, lesson in enumerate(lessons):
            if not 0 <= lesson.event < len(missing):
                raise PlanFault(f"lesson {number}: the problem has no event {lesson.event}")
            missing[lesson.event] -= lesson.duration
        rest = [Lesson(event=e, duration=d) for e, d in enumerate(missing) if d > 0]
        filled = (_with_fixed(problem.events[x.event], x) for x in (*lessons, *rest))
        return cls(tuple(filled))


def _with_fixed(event: Event, lesson: Lesson) -> Lesson:
    gained = len(event.seats) - len(lesson.resources)
    if gained < 0:
        raise PlanFault(f"event {event.id!r}: {-gained} resources more than seats")
    chosen = (*lesson.resources, *(None for _ in range(gained)))
    seats = zip(event.seats, chosen, strict=True)
    resources = tuple(own if seat.resource is None else seat.resource for seat, own in seats)
    start = event.start if lesson.start is None else lesson.start
    return Lesson(event=lesson.event, duration=lesson.duration, start=start, resources=resources)
