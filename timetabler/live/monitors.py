"""What the rules of a problem need to be watched: monitors, cells and hooks, as lists."""

from dataclasses import dataclass, field

from timetabler.live.bundles import Bundle
from timetabler.live.state import LINEAR, OUTSIDE, QUADRATIC, STEP
from timetabler.live.tracks import Tracks
from timetabler.model import Problem
from timetabler.rules import CostFunction, Window, outside

FORMS = {
    CostFunction.LINEAR: LINEAR,
    CostFunction.QUADRATIC: QUADRATIC,
    CostFunction.STEP: STEP,
}
Hook = tuple[int, int, int, int, int, int]


@dataclass
class Monitors:
    """Everything that the rules of a problem need, as lists that become arrays."""

    problem: Problem
    bundles: tuple[Bundle, ...]
    monitors: list[tuple[int, ...]] = field(default_factory=list)
    sources: list[tuple[int, int]] = field(default_factory=list)
    cells: list[tuple[int, ...]] = field(default_factory=list)
    cell_times: list[int] = field(default_factory=list)
    hooks: list[list[Hook]] = field(default_factory=list)
    watchers: list[tuple[int, int, tuple[int, ...]]] = field(default_factory=list)
    clashes: dict[int, list[int]] = field(default_factory=dict)
    loads: dict[int, list[int]] = field(default_factory=dict)
    time_sets: list[frozenset[int]] = field(default_factory=list)
    resource_sets: list[frozenset[int]] = field(default_factory=list)
    window_sets: list[tuple[Window, ...]] = field(default_factory=list)
    runs: int = 0
    links: list[int] = field(default_factory=list)
    lone: int = 0
    pairs: list[tuple[int, int]] = field(default_factory=list)
    tracks: Tracks = field(default_factory=Tracks)

    def __post_init__(self) -> None:
        self.hooks = [[] for _ in self.bundles]
        self.tracks.begin(self.problem, self.bundles)
        self.bundle_of = {e: b for b, bundle in enumerate(self.bundles) for e in bundle.events}
        self.first_seat: dict[int, int] = {}
        for bundle in self.bundles:
            before = 0
            for event in bundle.events:
                self.first_seat[event] = before
                before += len(self.problem.events[event].seats)

    # Each of these returns the position of what it adds.

    def monitor(
        self,
        source: tuple[int, int],
        *,
        low: int = 0,
        high: int = 0,
        value: int = 0,
        scale: int = 1,
    ) -> int:
        """A monitor of one rule at one point; `value` is that of the empty plan."""
        rule = self.problem.rules[source[0]]
        form = FORMS[rule.cost]
        self.monitors.append((int(rule.hard), rule.weight, form, low, high, scale, value, 1))
        self.sources.append(source)
        return len(self.monitors) - 1

    def cell(
        self, monitor: int, kind: int, times: tuple[int, ...] = (), *, low: int = 0, high: int = 0
    ) -> int:
        """A count inside a monitor; only cells of idle times need their times."""
        first = len(self.cell_times)
        self.cell_times += times
        part = outside(0, low, high) if kind == OUTSIDE else 0
        end = len(self.cell_times)
        self.cells.append((monitor, kind, low, high, 0, part, first, end))
        return len(self.cells) - 1

    def watch(self, cell: int, resource: int, times: tuple[int, ...]) -> None:
        """Let a cell count the busy times of a resource."""
        self.watchers.append((cell, resource, times))

    def hook(self, event: int, kind: int, monitor: int, *more: int, seat: int = 0) -> None:
        """Let the pieces of an event feed a monitor."""
        a, b, c = (*more, 0, 0, 0)[:3]
        self.hooks[self.bundle_of[event]].append((kind, monitor, seat, a, b, c))

    def seats(self, event: int, role: str) -> list[int]:
        """Seats with a role, as numbered in the event's bundle."""
        seats = self.problem.events[event].seats
        first = self.first_seat[event]
        return [first + index for index, seat in enumerate(seats) if seat.role == role]
