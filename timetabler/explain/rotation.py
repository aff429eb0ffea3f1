"""From one plan that misses one rule alone to plans that miss another one alone.

Such a plan proves that its rule is needed in a contradiction. Changing one lesson that the missed
rule is about often gives a plan that misses another rule alone, and so proves that one needed too:
model rotation, as in the search for minimal unsatisfiable subsets (Belov and Marques-Silva, 2011).
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from timetabler.exact.freed import lengths_of, starts_of
from timetabler.exact.waiting import never
from timetabler.live import Board
from timetabler.live.state import Numbers
from timetabler.rules import AssignTime

MOST_TRIALS = 20_000
Change = tuple[int, int, int, tuple[int, ...]]  # piece, length, start, resources in its seats
Missed = dict[int, int]


class Rotation:
    """Looks for rules that are needed, from plans on the board; `needed` is what it knows."""

    def __init__(self, board: Board, kept: Sequence[int]) -> None:
        self._board, self._kept = board, frozenset(kept)
        self._placing = {m: e for m in kept if (e := self._placed_by(m)) is not None}
        self._others = np.array([m for m in kept if m not in self._placing], np.int64)
        self._pieces = self._pieces_of_events()
        self.needed: set[int] = set()
        self._trials = 0

    def _placed_by(self, monitor: int) -> int | None:
        rule, point = self._board.cause_of(monitor)
        return point.events[0] if isinstance(rule, AssignTime) else None

    def _pieces_of_events(self) -> dict[int, range]:
        found = {}
        for number, bundle in enumerate(self._board.bundles):
            row = self._board.state.bundles[number]
            pieces = range(int(row["piece"]), int(row["piece"]) + int(row["pieces"]))
            found.update(dict.fromkeys(bundle.events, pieces))
        return found

    def spread(self, over: Callable[[], bool] = never) -> None:
        """Learn from the plan on the board, and from those a change away, until time is over."""
        missed = self._missed()
        if len(missed) != 1:
            return
        self.needed |= set(missed)
        waiting, seen = deque([(missed, self._board.shape())]), {self._mark()}
        while waiting and len(self.needed) < len(self._kept) and self._trials < MOST_TRIALS:
            if over():
                break
            missed, shape = waiting.popleft()
            self._board.reshape(shape)
            for change in list(self._changes(missed)):
                found = self._try(change)
                if len(found) == 1 and (mark := self._mark()) not in seen:
                    seen.add(mark)
                    fresh = not self.needed >= set(found)
                    self.needed |= set(found)
                    state = found, self._board.shape()
                    (waiting.appendleft if fresh else waiting.append)(state)
                self._board.undo()

    def _mark(self) -> bytes:
        """What tells one plan on the board from another."""
        return b"".join(array.tobytes() for array in self._board.shape())

    def _try(self, change: Change) -> Missed:
        """Make a change and say what is missed then."""
        self._trials += 1
        piece, length, start, resources = change
        first = int(self._board.state.pieces["seat"][piece])
        for seat, resource in enumerate(resources):
            if self._board.state.taken[first + seat] != resource:
                self._board.reseat(piece, seat, resource)
        self._board.move(piece, length, start)
        return self._missed()

    def _missed(self) -> Missed:
        """Rules among the kept that the plan on the board misses, and by how much."""
        rows = self._board.state.monitors[self._others]
        low, high = rows["low"] * rows["scale"], rows["high"] * rows["scale"]
        amounts = np.maximum(low - rows["value"], rows["value"] - high)
        broken = np.flatnonzero(amounts > 0)
        found = {int(self._others[i]): int(amounts[i]) for i in broken}
        lengths = self._board.state.pieces["length"]
        for monitor, event in self._placing.items():
            pieces = self._pieces[event]
            placed = int(lengths[pieces.start : pieces.stop].sum())
            if placed < self._board.problem.events[event].duration:
                found[monitor] = self._board.problem.events[event].duration - placed
        return found

    def _changes(self, missed: Missed) -> Iterator[Change]:
        """Other lengths, starts and seats of each lesson on which the missed rule hangs."""
        monitor, amount = next(iter(missed.items()))
        _, point = self._board.cause_of(monitor)
        pieces = {piece for event in point.events for piece in self._pieces[event]}
        for event in self._placing.values():
            pieces.update(p for p in self._pieces[event] if self._sits(p, point.resources))
        absent: set[int] = set()
        for piece in sorted(pieces):
            row = self._board.state.pieces[piece]
            if row["length"] == 0:  # those of one event are all alike
                if int(row["bundle"]) in absent:
                    continue
                absent.add(int(row["bundle"]))
            elif self._without(piece).get(monitor, 0) == amount:
                continue
            yield from self._changes_of(piece)

    def _without(self, piece: int) -> Missed:
        """What is missed with a lesson lifted."""
        self._board.move(piece, 0, -1)
        missed = self._missed()
        self._board.undo()
        return missed

    def _sits(self, piece: int, resources: tuple[int, ...]) -> bool:
        state = self._board.state
        row = state.pieces[piece]
        seats = int(state.bundles[row["bundle"]]["seats"])
        taken: Numbers = state.taken[row["seat"] : row["seat"] + seats]
        return bool(row["length"] > 0 and np.isin(taken, resources).any())

    def _changes_of(self, piece: int) -> Iterator[Change]:
        state = self._board.state
        row = state.pieces[piece]
        bundle, length = int(row["bundle"]), int(row["length"])
        pieces = int(state.bundles[bundle]["piece"]), int(state.bundles[bundle]["pieces"])
        others = int(state.pieces["length"][pieces[0] : sum(pieces)].sum()) - length
        seated = list(self._seatings(piece))
        if length:
            yield piece, 0, -1, seated[0]
        lengths = lengths_of(state, bundle, int(state.bundles[bundle]["duration"]) - others)
        for longer in {*lengths[:1], *lengths[-1:]}:
            for start in starts_of(state, bundle, longer):
                for resources in seated:
                    yield piece, longer, start, resources

    def _seatings(self, piece: int) -> Iterator[tuple[int, ...]]:
        """The seats as they are, and with one free seat left empty or given to somebody else."""
        state = self._board.state
        row = state.pieces[piece]
        bundle = state.bundles[row["bundle"]]
        now = tuple(int(r) for r in state.taken[row["seat"] : row["seat"] + bundle["seats"]])
        yield now
        for number in range(len(now)):
            seat = state.seats[bundle["seat"] + number]
            first = int(seat["first_choice"])
            choices = state.choices[first : first + int(seat["choices"])]
            for resource in (-1, *map(int, choices)) if len(choices) else ():
                if resource != now[number]:
                    yield (*now[:number], resource, *now[number + 1 :])
