"""Where a plan breaks hard rules: the lessons that a search should try to move first."""

from collections.abc import Iterable

import numpy as np

from timetabler.live import Board
from timetabler.live.state import Numbers
from timetabler.rules import AvoidClashes


class Attention:
    """Finds the pieces at broken hard rules of a board, as the plan stands."""

    def __init__(self, board: Board) -> None:
        self._board = board
        state = board.state
        ends = [*state.pieces["seat"][1:], len(state.taken)]
        self._seats = ends - state.pieces["seat"]
        self._owner = np.repeat(np.arange(len(ends)), self._seats)
        self._bundle = {e: b for b, bundle in enumerate(board.bundles) for e in bundle.events}

    def pieces(self) -> Numbers:
        """Pieces at hard rules that are broken now."""
        causes = [self._board.cause_of(int(index)) for index in self._board.missed()]
        broken = [(rule, point) for rule, point in causes if rule.hard]
        clash = any(isinstance(rule, AvoidClashes) for rule, _ in broken)
        found = [self._clashing()] if clash else []
        points = [point for rule, point in broken if not isinstance(rule, AvoidClashes)]
        found.append(self.held_by({r for point in points for r in point.resources}))
        found.append(self._of_events(e for point in points for e in point.events))
        return np.unique(np.concatenate(found))

    def _clashing(self) -> Numbers:
        """Pieces with somebody who is wanted elsewhere at the same time."""
        state = self._board.state
        crowded = np.cumsum(state.attendance > 1, axis=1)
        start = state.pieces["start"][self._owner]
        end = start + state.pieces["length"][self._owner] - 1
        rows = np.flatnonzero((state.taken >= 0) & (start >= 0))
        who, start, end = state.taken[rows], start[rows], end[rows]
        before = np.where(start > 0, crowded[who, start - 1], 0)
        found: Numbers = self._owner[rows[crowded[who, end] > before]]
        return found

    def who(self, piece: int) -> list[int]:
        """Everybody in the seats of a piece."""
        first = int(self._board.state.pieces[piece]["seat"])
        seats = int(self._seats[piece])
        return [int(r) for r in self._board.state.taken[first : first + seats] if r >= 0]

    def held_by(self, resources: set[int]) -> Numbers:
        """Pieces with some of these resources in their seats."""
        if not resources:
            return np.zeros(0, np.int64)
        found: Numbers = self._owner[np.isin(self._board.state.taken, list(resources))]
        return found

    def _of_events(self, events: Iterable[int]) -> Numbers:
        found: list[int] = []
        for event in events:
            row = self._board.state.bundles[self._bundle[event]]
            found += range(int(row["piece"]), int(row["piece"]) + int(row["pieces"]))
        return np.array(found, np.int64)
