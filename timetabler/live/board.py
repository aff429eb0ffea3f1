"""A live plan: load one, try moves, read costs, and take the plan out again."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from timetabler.evaluate import Cost
from timetabler.live.arrays import empty_state
from timetabler.live.bundles import gather
from timetabler.live.limits import Limits
from timetabler.live.state import RECORDED, Numbers
from timetabler.live.steps import move, reseat, restore, undo
from timetabler.live.watchers import monitors_of
from timetabler.model import Lesson, Plan, Problem
from timetabler.rules import CostFunction, Point, Rule

Shape = tuple[Numbers, Numbers, Numbers]


class Board:
    """One plan of one problem.

    With `together`, events under a hard link share their lessons and lessons are cut as the hard
    rules allow, which is what a search wants: `load` then bends a plan until it is so, and `cost`
    is that of the bent plan, which may be less than `judge` says of the one given. Without it every
    event stands alone and no rule closes a start or a resource: any plan whatever is loaded as it
    is and costs what `judge` says. Whoever shows or edits plans that were not searched for here
    wants `together=False`.
    """

    def __init__(self, problem: Problem, *, together: bool = True) -> None:
        self.problem = problem
        self.bundles = gather(problem, together=together)
        monitors = monitors_of(problem, self.bundles)
        self.sources: Sequence[tuple[int, int]] = monitors.sources
        self.state = empty_state(problem, monitors, Limits(problem, strict=together))
        self.memory = self.state.memory
        self._points: dict[int, tuple[Point, ...]] = {}

    @property
    def cost(self) -> Cost:
        """Cost of the plan as it stands."""
        return Cost(int(self.state.total[0]), int(self.state.total[1]))

    def cause_of(self, monitor: int) -> tuple[Rule, Point]:
        """The rule of a monitor, and the point of the rule that it watches."""
        number, position = self.sources[monitor]
        rule = self.problem.rules[number]
        if number not in self._points:
            self._points[number] = rule.points()
        return rule, self._points[number][position]

    def seats_of(self, bundle: int) -> int:
        """Seats of a bundle that a plan shows; behind them sit the tracks."""
        events = self.problem.events
        return sum(len(events[event].seats) for event in self.bundles[bundle].events)

    def load(self, plan: Plan) -> None:
        """Take over a plan; what a bundle has no pieces for lengthens its last one.

        What the plan leaves out is absent and costs nothing (`Plan.complete` adds it unplaced).
        """
        lessons: dict[int, list[Lesson]] = defaultdict(list)
        for lesson in sorted(plan.lessons, key=lambda x: (-x.duration, x.start or 0)):
            lessons[lesson.event].append(lesson)
        for number, bundle in enumerate(self.bundles):
            self._load_bundle(number, [lessons[event] for event in bundle.events])

    def _load_bundle(self, number: int, lessons: list[list[Lesson]]) -> None:
        row = self.state.bundles[number]
        for offset in range(row["pieces"]):
            piece = int(row["piece"]) + offset
            if offset >= len(lessons[0]):
                self._set(piece, 0, -1)
                continue
            first = lessons[0][offset]
            self._sit(piece, [own[offset] for own in lessons if offset < len(own)])
            self._set(piece, first.duration, -1 if first.start is None else first.start)
        surplus = sum(x.duration for x in lessons[0][int(row["pieces"]) :])
        if surplus:
            self._lengthen(int(row["piece"]) + int(row["pieces"]) - 1, surplus)

    def _lengthen(self, piece: int, surplus: int) -> None:
        """Give the last piece what no piece of its own can hold."""
        row = self.state.pieces[piece]
        length, start = int(row["length"]) + surplus, int(row["start"])
        fits = start >= 0 and start + length <= self.problem.horizon
        self._set(piece, length, start if fits else -1)

    def _set(self, piece: int, length: int, start: int) -> None:
        self.move(piece, length, start)
        self.keep()

    def _sit(self, piece: int, lessons: list[Lesson]) -> None:
        resources = [resource for lesson in lessons for resource in lesson.resources]
        for position, resource in enumerate(resources):
            self.reseat(piece, position, -1 if resource is None else resource)
            self.keep()

    def plan(self, shape: Shape | None = None) -> Plan:
        """The plan as it stands, or as an earlier shape of it stood."""
        lengths, starts, taken = shape or self.shape()
        lessons: list[Lesson] = []
        for piece in np.flatnonzero(lengths):
            row = self.state.pieces[piece]
            start = None if starts[piece] < 0 else int(starts[piece])
            parts = self._seated(int(row["bundle"]), int(row["seat"]), taken)
            for event, resources in parts:
                length = int(lengths[piece])
                lessons.append(
                    Lesson(event=event, duration=length, start=start, resources=resources)
                )
        return Plan(tuple(sorted(lessons, key=lambda x: (x.event, x.start or 0))))

    def _seated(
        self, number: int, first: int, taken: Numbers
    ) -> Iterator[tuple[int, tuple[int | None, ...]]]:
        """Events of a bundle with the resources in their seats."""
        for event in self.bundles[number].events:
            end = first + len(self.problem.events[event].seats)
            yield event, tuple(None if r < 0 else int(r) for r in taken[first:end])
            first = end

    def move(self, piece: int, length: int, start: int) -> Cost:
        """Change a piece (start -1: unplaced) and say what the plan then costs."""
        move(self.memory, piece, length, start)
        return self.cost

    def reseat(self, piece: int, position: int, resource: int) -> Cost:
        """Put a resource into a seat (-1: nobody) and say what the plan then costs."""
        reseat(self.memory, piece, position, resource)
        return self.cost

    def undo(self) -> None:
        """Take back every move since the last `keep` or `undo`."""
        undo(self.memory)

    def keep(self) -> None:
        """Make the moves so far final."""
        self.state.control[RECORDED] = 0

    def cost_at(self, monitor: int) -> int:
        """What the plan costs at one monitor, be its rule hard or a wish."""
        row = self.state.monitors[monitor]
        value, scale = int(row["value"]), int(row["scale"])
        missed = max(0, int(row["low"]) * scale - value, value - int(row["high"]) * scale)
        form: CostFunction = self.problem.rules[self.sources[monitor][0]].cost
        return int(row["weight"]) * form.of(-(-missed // scale))

    def missed(self) -> list[int]:
        """Monitors whose value lies outside their bounds."""
        rows = self.state.monitors[: len(self.sources)]
        low, high = rows["low"] * rows["scale"], rows["high"] * rows["scale"]
        outside = (rows["value"] < low) | (rows["value"] > high)
        return [int(index) for index in np.flatnonzero(outside)]

    def shape(self) -> Shape:
        """Lengths and starts of the pieces and the resources in their seats, as copies."""
        pieces = self.state.pieces
        return pieces["length"].copy(), pieces["start"].copy(), self.state.taken.copy()

    def reshape(self, shape: Shape) -> None:
        """Go back to an earlier shape."""
        restore(self.memory, *shape)
