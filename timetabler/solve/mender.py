"""Mending on a board that knows no wish: faster trials, and nothing pulls against hard rules."""

from collections.abc import Callable
from random import Random

from timetabler.evaluate import Cost
from timetabler.live import Board
from timetabler.live.board import Shape
from timetabler.solve.annealer import Annealer, Better
from timetabler.solve.double import Double


class Mender:
    """Looks for a plan of one board that keeps every hard rule, on a board without wishes."""

    def __init__(self, board: Board, random: Random) -> None:
        self._board = board
        self._double = Double(board, (rule for rule in board.problem.rules if rule.hard))
        self._annealer = Annealer(self._double.board, random)

    def mend(
        self,
        share: Callable[[], float],
        better: Better = lambda cost, shape: None,
        *,
        hot: float,
    ) -> Cost:
        """Cool until all hard rules are kept or `share` reaches 1; the board ends no worse."""

        def hear(cost: Cost, shape: Shape) -> None:
            if cost.hard < self._board.cost.hard:
                self._double.give(shape)
            better(self._board.cost, self._board.shape())

        self._double.take()
        self._annealer.mend(share, hear, hot=hot)
        return self._board.cost
