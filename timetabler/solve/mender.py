"""Mending on a board that knows no wish: faster trials, and nothing pulls against hard rules."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import numpy as np

from timetabler.evaluate import Cost
from timetabler.live import Board
from timetabler.live.board import Shape
from timetabler.live.state import Numbers
from timetabler.solve.annealer import Annealer, Better


class Mender:
    """Looks for a plan of one board that keeps every hard rule, on a board without wishes."""

    def __init__(self, board: Board, random: Random) -> None:
        hard = tuple(rule for rule in board.problem.rules if rule.hard)
        self._board, self._strict = board, Board(replace(board.problem, rules=hard))
        self._annealer = Annealer(self._strict, random)
        self._seats, self._own_seats = _shown(board), _shown(self._strict)
        self._echoes, self._own_echoes = _echoes(board), _echoes(self._strict)

    def mend(
        self,
        share: Callable[[], float],
        better: Better = lambda cost, shape: None,
        *,
        hot: float,
        anew: bool = False,
    ) -> Cost:
        """Cool until all hard rules are kept or `share` reaches 1; the board ends no worse."""

        def hear(cost: Cost, shape: Shape) -> None:
            if cost.hard < self._board.cost.hard:
                self._give(shape)
            better(self._board.cost, self._board.shape())

        self._take(self._board.shape())
        self._annealer.mend(share, hear, hot=hot, anew=anew)
        return self._board.cost

    def _take(self, shape: Shape) -> None:
        """Bring a plan of the board onto the one without wishes."""
        taken = self._strict.state.taken.copy()
        taken[self._own_seats] = shape[2][self._seats]
        _follow(self._strict, taken, self._own_echoes)
        self._strict.reshape((shape[0], shape[1], taken))

    def _give(self, shape: Shape) -> None:
        """Bring a plan of the board without wishes back."""
        taken = self._board.state.taken.copy()
        taken[self._seats] = shape[2][self._own_seats]
        _follow(self._board, taken, self._echoes)
        self._board.reshape((shape[0], shape[1], taken))


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
