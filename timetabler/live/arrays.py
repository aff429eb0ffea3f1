"""The arrays of a problem's state, with nothing placed yet."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from math import lcm

import numpy as np

from timetabler.live.bundles import Bundle
from timetabler.live.limits import Limits
from timetabler.live.monitors import Monitors
from timetabler.live.ragged import gathered, numbers, ragged
from timetabler.live.state import (
    BUNDLE,
    CELL,
    HOOK,
    LINK_OF_CHAIN,
    LONGEST_CHAIN,
    MONITOR,
    PIECE,
    RUNNING,
    SEAT,
    SMALLEST_LOG,
    Numbers,
    State,
    Table,
)
from timetabler.live.ties import Kin, kin_of, partners_of, writes
from timetabler.model import Problem


def empty_state(problem: Problem, monitors: Monitors, limits: Limits) -> State:
    """The state in which every piece is absent."""
    shapes = _Shapes(problem, monitors, limits)
    size = len(problem.resources) + len(monitors.tracks.numbers)
    horizon = problem.horizon
    bundles = _bundles(problem, monitors, shapes)
    cells = _cells(monitors, size)
    bundles["writes"] = writes(monitors, bundles, int(np.diff(cells[0]).max(initial=0)))
    partners = partners_of(monitors)
    if monitors.bundles:
        bundles["partner"], bundles["partners"] = partners[0][:-1], np.diff(partners[0])
    kin = kin_of(monitors, bundles)
    room = max(SMALLEST_LOG, 2 * int(bundles["writes"].max(initial=0)))
    windows = [
        [i for i, window in enumerate(windows) if time in window.times]
        for windows in monitors.window_sets
        for time in range(horizon)
    ]
    clashes = ragged(monitors.clashes.get(resource, []) for resource in range(size))
    loads = ragged(monitors.loads.get(resource, []) for resource in range(size))
    window_start, window_list = ragged(windows)
    domain_start, domain_list = ragged(shapes.domains)
    loose = State(
        memory=np.zeros(0, np.int64),
        monitors=_table(monitors.monitors, MONITOR),
        cells=_table(monitors.cells, CELL),
        pieces=_table(shapes.pieces, PIECE),
        bundles=bundles,
        hooks=_table([hook for hooks in monitors.hooks for hook in hooks], HOOK),
        seats=_seats(shapes.seats, kin),
        choices=numbers(shapes.choices),
        maps=_maps(list(shapes.maps), size),
        taken=numbers(shapes.taken),
        attendance=np.zeros((size, horizon), np.int64),
        holders=np.zeros((size, horizon), np.int64),
        cell_start=cells[0],
        cell_list=cells[1],
        cell_times=numbers(monitors.cell_times),
        clash_start=clashes[0],
        clash_list=clashes[1],
        load_start=loads[0],
        load_list=loads[1],
        time_sets=_membership(monitors.time_sets, horizon),
        resource_sets=_membership(monitors.resource_sets, size),
        window_start=window_start,
        window_list=window_list,
        running=np.zeros((max(1, monitors.runs), horizon), np.int64),
        linked=np.zeros((max(1, len(monitors.links)), horizon), np.int64),
        link_size=numbers(monitors.links),
        used=np.zeros((max(1, monitors.lone), size), np.int64),
        pairs=np.array(monitors.pairs or [(0, 0)], np.int64),
        domain_start=domain_start,
        domain_list=domain_list,
        allowed=_membership(shapes.domains, horizon),
        partners=partners[1],
        kin_start=kin.start,
        kin_list=kin.members,
        total=_empty_cost(monitors),
        log=np.zeros(2 * room, np.int64),
        chain=np.zeros((LONGEST_CHAIN, LINK_OF_CHAIN), np.int64),
        control=numbers(
            [
                *(0, len(monitors.pairs), horizon, size),
                *(len(shapes.pieces), len(monitors.monitors), room, 0, 0, 0),
            ]
        ),
    )
    return _packed(loose)


def _cells(monitors: Monitors, size: int) -> tuple[Numbers, Numbers]:
    """Cells that count each resource at each time: where a place's begin, and all of them."""
    horizon = monitors.problem.horizon
    lengths = [len(times) for _, _, times in monitors.watchers]
    flat = chain.from_iterable(times for _, _, times in monitors.watchers)
    times = np.fromiter(flat, np.int64, sum(lengths))
    watched = np.array([row[:2] for row in monitors.watchers], np.int64).reshape(-1, 2)
    watching, resources = (np.repeat(column, lengths) for column in watched.T)
    return gathered(resources * horizon + times, watching, size * horizon)


def _packed(loose: State) -> State:
    """The same arrays as views of one block, which begins with where each of them starts."""
    flat = [np.ascontiguousarray(array).view(np.int64).ravel() for array in loose]
    ends = len(flat) + np.cumsum([len(part) for part in flat])
    memory = np.concatenate([ends - [len(part) for part in flat], *flat], dtype=np.int64)
    views = [memory]
    for array, part, end in zip(loose[1:], flat[1:], ends[1:], strict=True):
        views.append(memory[end - len(part) : end].view(array.dtype).reshape(array.shape))
    return State(*views)


class _Shapes:
    """Pieces, seats and allowed starts of all bundles, in one row after another."""

    def __init__(self, problem: Problem, monitors: Monitors, limits: Limits) -> None:
        self.pieces: list[tuple[int, ...]] = []
        self.seats: list[tuple[int, ...]] = []
        self.choices: list[int] = []
        self.taken: list[int] = []
        self.domains: list[tuple[int, ...]] = []
        self.rows: list[tuple[int, int, int]] = []
        self.maps: dict[tuple[tuple[int, int], ...], int] = {}
        self._unit = lcm(*(event.duration for event in problem.events))
        for number, bundle in enumerate(monitors.bundles):
            self.rows.append((len(self.pieces), len(self.seats), len(self.domains)))
            fixed = self._add_seats(problem, bundle, limits.choices)
            fixed += self._add_tracks(problem, monitors.tracks.seats[number])
            fixed += self._add_echoes(monitors, number)
            for _ in range(bundle.pieces()):
                self.pieces.append((number, 0, -1, len(self.taken)))
                self.taken += fixed
            lengths = range(bundle.duration + 1)
            self.domains += [limits.starts(bundle, length) if length else () for length in lengths]

    def _add_seats(
        self, problem: Problem, bundle: Bundle, choices: Callable[[int, int], tuple[int, ...]]
    ) -> list[int]:
        fixed = []
        for number in bundle.events:
            event = problem.events[number]
            for position, seat in enumerate(event.seats):
                taken = -1 if seat.resource is None else seat.resource
                open_to = choices(number, position) if taken < 0 else ()
                work = event.work(position) * (self._unit // event.duration)
                self.seats.append((taken, len(self.choices), len(open_to), work, -1, 0, 0, 0, 0))
                self.choices += open_to
                fixed.append(taken)
        return fixed

    def _add_tracks(self, problem: Problem, tracks: Sequence[tuple[int, int, int]]) -> list[int]:
        for track, number, position in tracks:
            event = problem.events[number]
            work = event.work(position) * (self._unit // event.duration) if position >= 0 else 0
            self.seats.append((track, len(self.choices), 0, work, -1, 0, 0, 0, 0))
        return [track for track, _, _ in tracks]

    def _add_echoes(self, monitors: Monitors, number: int) -> list[int]:
        """Seats behind all others; each seat knows the first that follows it, and how many do."""
        first, behind = self.rows[-1][1], len(self.seats) - self.rows[-1][1]
        events = monitors.problem.events
        follow = [
            (monitors.first_seat[e.event] + e.seat, e) for e in monitors.tracks.echoes[number]
        ]
        for position, (seat, echo) in enumerate(sorted(follow, key=lambda x: x[0]), start=behind):
            row = self.seats[first + seat]
            self.seats[first + seat] = (*row[:6], row[6] or position, row[7] + 1, row[8])
            about = events[echo.event]
            unit = self._unit // about.duration
            work = about.work(echo.person) * unit if echo.person >= 0 else 0
            known = self.maps.setdefault(tuple(sorted(echo.tracks.items())), len(self.maps))
            self.seats.append((-1, len(self.choices), 0, work, -1, 0, 0, 0, known))
        return [-1] * len(follow)


def _bundles(problem: Problem, monitors: Monitors, shapes: _Shapes) -> Table:
    rows = []
    hook = 0
    hidden = map(len, monitors.tracks.seats), map(len, monitors.tracks.echoes)
    for bundle, hooks, tracks, echoes, (piece, seat, domain) in zip(
        monitors.bundles, monitors.hooks, *hidden, shapes.rows, strict=True
    ):
        seats = sum(len(problem.events[event].seats) for event in bundle.events) + tracks + echoes
        own = (piece, bundle.pieces(), bundle.duration, seats, seat, hook, len(hooks))
        timed = sum(hook[0] <= RUNNING for hook in hooks)
        rows.append((*own, bundle.shortest, bundle.longest, domain, 0, 0, 0, timed))
        hook += len(hooks)
    return _table(rows, BUNDLE)


def _empty_cost(monitors: Monitors) -> Numbers:
    total = [0, 0]
    rules = monitors.problem.rules
    for (number, _), row in zip(monitors.sources, monitors.monitors, strict=True):
        hard, weight, _, low, high, _, value, _ = row
        deviation = max(0, low - value, value - high)
        total[1 - hard] += weight * rules[number].cost.of(deviation)
    return numbers([*total, sum(total)])


def _seats(rows: Sequence[tuple[int, ...]], kin: Kin) -> Table:
    seats = _table(rows, SEAT)
    for seat, group in kin.group.items():
        seats["kin"][seat] = group
        seats["strict"][seat] = group in kin.strict
    return seats


def _maps(maps: Sequence[tuple[tuple[int, int], ...]], size: int) -> Numbers:
    found = np.full((max(1, len(maps)), size), -1, np.int64)
    for number, tracks in enumerate(maps):
        for resource, track in tracks:
            found[number, resource] = track
    return found


def _table(rows: Sequence[tuple[int, ...]], kind: "np.dtype[np.void]") -> Table:
    # One row of zeros keeps an empty table indexable; nothing ever points at it.
    return np.array(rows or [tuple(0 for _ in kind.names or ())], dtype=kind)


def _membership(sets: Sequence[Iterable[int]], size: int) -> Numbers:
    found = np.zeros((max(1, len(sets)), size), np.int64)
    for row, members in enumerate(sets):
        found[row, list(members)] = 1
    return found
