"""Annealing in rounds: each cools from hot to cold, and learns how much hard rules must weigh."""

from collections.abc import Callable
from random import Random

import numpy as np

from timetabler.evaluate import Cost
from timetabler.live import Board
from timetabler.live.annealing import Best, Stretch, anneal, sow, urge
from timetabler.live.board import Shape
from timetabler.solve.begin import movable

HOT, COLD, HARDNESS = 10.0, 0.3, 50
TRIALS_AT_ONCE = 5_000
Better = Callable[[Cost, Shape], None]
RECUT_ODDS, RESEAT_ODDS = 15, 20
URGING = 0.5  # share of a round after which hard rules that stay broken grow in weight
URGE_EVERY, URGE_PERCENT = 0.01, 12


class Annealer:
    """Anneals one board; temperatures are in units of the smallest soft weight."""

    def __init__(self, board: Board, random: Random) -> None:
        self.board, self._random = board, random
        state = board.state
        self._movable = movable(board)
        self._recut = RECUT_ODDS if (state.bundles["pieces"] > 1).any() else 0
        self._reseat = RESEAT_ODDS if (state.seats["choices"] > 0).any() else 0
        monitors = state.monitors[: len(board.sources)]
        soft = monitors["weight"][(monitors["hard"] == 0) & (monitors["weight"] > 0)]
        self._unit = int(soft.min()) if len(soft) else 1
        self.hardness = HARDNESS
        self.trials = 0

    def round(
        self, hot: float, share: Callable[[], float], better: Better = lambda cost, shape: None
    ) -> Cost:
        """Cool from `hot` until `share` of the round's time reaches 1; the best plan stands.

        `better` hears of the best plan so far after every stretch.
        """
        if not len(self._movable):
            return self.board.cost
        best = Best(np.array([self.board.cost.hard, self.board.cost.soft]), *self.board.shape())
        sow(self._random.randrange(2**31))
        floor, urged = self._unit * self.hardness, URGING
        urge(self.board.memory, floor, 0)
        while (done := share()) < 1 and best.cost.any():
            temperature = self._unit * hot * (COLD / hot) ** done
            if done >= urged and best.cost[0]:
                urge(self.board.memory, floor, URGE_PERCENT)
                urged = done + URGE_EVERY
            stretch = Stretch(TRIALS_AT_ONCE, temperature, self._recut, self._reseat)
            anneal(self.board.memory, self._movable, stretch, best)
            self.trials += TRIALS_AT_ONCE
            better(Cost(*map(int, best.cost)), (best.lengths, best.starts, best.taken))
        self.board.reshape((best.lengths, best.starts, best.taken))
        if best.cost[0]:
            self.hardness = min(self.hardness * 2, HARDNESS * 1000)
        return self.board.cost
