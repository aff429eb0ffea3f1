"""A second board with fewer rules, on which some of a search is easier: there and back."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from timetabler.live import Board
from timetabler.live.board import Shape
from timetabler.live.state import Numbers
from timetabler.rules import Rule


class Double:
    """A board of some of the rules of another one's problem: the same lessons, cut the same way."""

    def __init__(self, board: Board, rules: Iterable[Rule]) -> None:
        self._original = board
        self.board = Board(replace(board.problem, rules=tuple(rules)))
        self._seats, self._own_seats = _shown(board), _shown(self.board)
        self._echoes, self._own_echoes = _echoes(board), _echoes(self.board)

    def take(self) -> None:
        """Bring the plan of the original onto the double."""
        shape, taken = self._original.shape(), self.board.state.taken.copy()
        taken[self._own_seats] = shape[2][self._seats]
        _follow(self.board, taken, self._own_echoes)
        self.board.reshape((shape[0], shape[1], taken))

    def give(self, shape: Shape) -> None:
        """Bring a plan of the double onto the original."""
        taken = self._original.state.taken.copy()
        taken[self._seats] = shape[2][self._own_seats]
        _follow(self._original, taken, self._echoes)
        self._original.reshape((shape[0], shape[1], taken))


def _shown(board: Board) -> Numbers:
    """Places of all seats but those of tracks, which differ between the two boards."""
    seats = [board.seats_of(number) for number in range(len(board.bundles))]
    rows = (np.arange(seats[row["bundle"]]) + row["seat"] for row in board.state.pieces)
    found: Numbers = np.concatenate([np.zeros(0, np.int64), *rows])
    return found


def _echoes(board: Board) -> Numbers:
    """Rows of (place of a seat, place of one that follows it, the map that it follows by)."""
    state, rows = board.state, []
    for lesson in state.pieces:
        bundle = state.bundles[lesson["bundle"]]
        seats = state.seats[bundle["seat"] : bundle["seat"] + bundle["seats"]]
        for position in np.flatnonzero(seats["echoes"]):
            first, number = int(seats["echo"][position]), int(seats["echoes"][position])
            rows += [
                (lesson["seat"] + position, lesson["seat"] + follower, seats["map"][follower])
                for follower in range(first, first + number)
            ]
    return np.array(rows, np.int64).reshape(-1, 3)


def _follow(board: Board, taken: Numbers, echoes: Numbers) -> None:
    """Give the seats that follow others what these have now."""
    leaders = taken[echoes[:, 0]]
    taken[echoes[:, 1]] = np.where(leaders < 0, -1, board.state.maps[echoes[:, 2], leaders])
