"""Annealing in rounds: each cools from hot to cold, and learns how much hard rules must weigh."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import numpy as np

from timetabler.evaluate import Cost
from timetabler.live import Board
from timetabler.live.annealing import Best, Stretch, anneal, sow, urge
from timetabler.live.board import Shape
from timetabler.live.conflicts import conflicts_of
from timetabler.live.state import Numbers
from timetabler.solve.attention import Attention
from timetabler.solve.begin import movable

HOT, COLD, HARDNESS = 10.0, 0.3, 50
MOST_AT_ONCE, LEAST_AT_ONCE, SEATS_AT_ONCE = 5_000, 200, 25_000
SPEED = 600_000  # seats moved in a second on a quiet machine, about
Better = Callable[[Cost, Shape], None]
RECUT_ODDS, RESEAT_ODDS = 15, 20
MOST_HARD = 16  # times the first weight of hard rules
AMPLE, CALMEST = 5_000, 0.1  # trials a lesson that let a round begin as hot as it will
ATTENTIVE = 0.1  # share of a round after which broken rules on chosen people are tried more
URGING = 0.15  # share of a round after which hard rules that stay broken grow in weight
URGE_EVERY, URGE_PERCENT = 0.01, 12
# Of what a hard rule weighs: between these clashes come and go, and what breaks few stays.
MENDING_HOT, MENDING_COLD = 0.25, 0.09
MENDING_URGING = 0.4


@dataclass(frozen=True)
class Cooling:
    """From how hot to how cold, in units; when broken rules grow; whether kept rules end it."""

    hot: float
    cold: float = COLD
    urging: float = URGING
    mending: bool = False

    def at(self, done: float) -> float:
        """The temperature after a share of the time."""
        return self.hot * math.pow(self.cold / self.hot, done)

    def is_over(self, cost: Numbers) -> bool:
        """Whether the best plan so far needs no more of it."""
        return not (cost[0] if self.mending else cost.any())


class Annealer:
    """Anneals one board; temperatures are in units of the smallest soft weight."""

    def __init__(self, board: Board, random: Random) -> None:
        self.board, self._random = board, random
        state = board.state
        self._movable = movable(board)
        self._conflicts = conflicts_of(board, self._movable)
        self._attention = Attention(board)
        self._recut = RECUT_ODDS if (state.bundles["pieces"] > 1).any() else 0
        self._reseat = RESEAT_ODDS if (state.seats["choices"] > 0).any() else 0
        monitors = state.monitors[: len(board.sources)]
        soft = monitors["weight"][(monitors["hard"] == 0) & (monitors["weight"] > 0)]
        self._unit = int(soft.min()) if len(soft) else 1
        self.hardness = HARDNESS
        self.trials = 0
        seats = max(1.0, len(state.seats) / max(1, len(board.bundles)))
        self._at_once = max(LEAST_AT_ONCE, min(MOST_AT_ONCE, int(SEATS_AT_ONCE / seats)))
        self.stretch = self._at_once * seats / SPEED  # seconds of counted work

    def can_move(self) -> bool:
        """Whether there is anything that a search may change."""
        return len(self._movable) > 0

    def calm(self, seconds: float) -> float:
        """The share of its heat that so many seconds can cool; small in large schools."""
        trials = seconds * self._at_once / self.stretch
        ample = AMPLE * max(1, len(self._movable))
        return max(CALMEST, min(1.0, math.sqrt(trials / ample)))

    def mend(self, share: Callable[[], float], better: Better = lambda cost, shape: None) -> Cost:
        """Cool where hard rules come and go, until all are kept or `share` reaches 1."""
        hardness = self.hardness
        plan = Cooling(
            hot=MENDING_HOT * hardness,
            cold=MENDING_COLD * hardness,
            urging=MENDING_URGING,
            mending=True,
        )
        return self._cool(plan, share, better)

    def round(
        self, hot: float, share: Callable[[], float], better: Better = lambda cost, shape: None
    ) -> Cost:
        """Cool from `hot` until `share` of the round's time reaches 1; the best plan stands.

        `better` hears of the best plan so far after every stretch.
        """
        return self._cool(Cooling(max(hot, COLD)), share, better)

    def _cool(self, plan: Cooling, share: Callable[[], float], better: Better) -> Cost:
        if not self.can_move():
            return self.board.cost
        best = Best(np.array([self.board.cost.hard, self.board.cost.soft]), *self.board.shape())
        sow(self._random.randrange(2**31))
        floor, urged = self._unit * self.hardness, plan.urging
        urge(self.board.memory, floor, 0)
        while (done := share()) < 1 and not plan.is_over(best.cost):
            if done >= urged and best.cost[0]:
                urge(self.board.memory, floor, URGE_PERCENT)
                urged = done + URGE_EVERY
            stretch = Stretch(self._at_once, self._unit * plan.at(done), self._recut, self._reseat)
            anneal(self.board.memory, self._candidates(done), stretch, best, self._conflicts)
            self.trials += self._at_once
            better(Cost(*map(int, best.cost)), (best.lengths, best.starts, best.taken))
        self.board.reshape((best.lengths, best.starts, best.taken))
        if best.cost[0]:
            self.hardness = min(self.hardness * 2, HARDNESS * MOST_HARD)
        return self.board.cost

    def _candidates(self, done: float) -> Numbers:
        """Pieces to try: where people are chosen, half of them at hard rules broken just now."""
        if done < ATTENTIVE or not self._reseat or not self.board.cost.hard:
            return self._movable
        hot = np.intersect1d(self._attention.pieces(), self._movable)
        if not len(hot):
            return self._movable
        return np.concatenate([self._movable, np.resize(hot, len(self._movable))])
