"""What the rules see of a plan: its lessons, who is busy when, and how much everybody works."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from timetabler.model import Lesson, Plan, Problem

Part = tuple[tuple[int, ...], tuple[int, ...], bool]


class View:
    """Answers to the rules' questions about one plan, or about the lessons of a part of it."""

    def __init__(self, problem: Problem, plan: Plan, part: Part | None = None) -> None:
        self._problem, self._part = problem, part
        self._lessons: dict[int, list[Lesson]] = defaultdict(list)
        self._attendance: dict[int, list[int]] = {}
        self._free = [0] * problem.horizon
        self._work: dict[int, Fraction] = defaultdict(Fraction)
        self._parts: dict[Part, View] = {}
        rooms = frozenset(part[1] if part else ())
        for lesson in plan.lessons:
            for _ in range(sum(r in rooms for r in lesson.resources) if rooms else 1):
                self._add(lesson)

    def _add(self, lesson: Lesson) -> None:
        event = self._problem.events[lesson.event]
        self._lessons[lesson.event].append(lesson)
        for seat, resource in self._taken(lesson):
            self._work[resource] += Fraction(event.work(seat) * lesson.duration, event.duration)
            busy = self._attendance.setdefault(resource, [0] * self._problem.horizon)
            for time in lesson.times():
                busy[time] += 1

    def _taken(self, lesson: Lesson) -> Iterator[tuple[int, int]]:
        """Seats with the resources in them; in a part, mostly the fixed seats alone."""
        seats = self._problem.events[lesson.event].seats
        everybody = self._part is None or self._part[2]
        for seat, resource in enumerate(lesson.resources):
            if resource is not None and (everybody or seats[seat].resource is not None):
                yield seat, resource

    def lessons(self, event: int) -> Sequence[Lesson]:
        """Lessons of one event."""
        return self._lessons.get(event, ())

    def seats(self, event: int, role: str) -> Sequence[int]:
        """Positions of the event's seats with this role."""
        seats = self._problem.events[event].seats
        return [index for index, seat in enumerate(seats) if seat.role == role]

    def attendance(self, resource: int) -> Sequence[int]:
        """For each time, how many lesson seats the resource takes."""
        return self._attendance.get(resource, self._free)

    def workload(self, resource: int) -> Fraction:
        """Work of the resource."""
        return self._work.get(resource, Fraction(0))

    def part(
        self, events: tuple[int, ...], rooms: tuple[int, ...] = (), *, chosen: bool = False
    ) -> "View":
        """The plan as if there were only these events (in rooms), and only the fixed seats.

        With `chosen`, all seats. A part has no parts, which would have to know of each other.
        """
        if self._part is not None:
            raise ValueError("a part of a plan has no parts of its own")
        key = events, rooms, chosen
        if key not in self._parts:
            own = (lesson for event in dict.fromkeys(events) for lesson in self.lessons(event))
            self._parts[key] = View(self._problem, Plan(tuple(own)), key)
        return self._parts[key]

    def people(self, event: int) -> set[int]:
        """Whoever takes part in an event: fixed, or chosen in some lesson."""
        fixed = (seat.resource for seat in self._problem.events[event].seats)
        chosen = (r for lesson in self.lessons(event) for r in lesson.resources)
        return {r for r in (*fixed, *chosen) if r is not None}
