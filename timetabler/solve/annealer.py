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
from timetabler.solve.begin import movable

HOT, COLD, HARDNESS = 10.0, 0.3, 50
STILL = 0.02  # units: what costs one more would be accepted once in 10^21 trials
MOST_AT_ONCE, LEAST_AT_ONCE, SEATS_AT_ONCE = 5_000, 200, 25_000
SPEED = 600_000  # seats moved in a second on a quiet machine, about
Better = Callable[[Cost, Shape], None]
RECUT_ODDS, RESEAT_ODDS = 15, 20
MOST_HARD = 16  # times the first weight of hard rules
AMPLE, CALMEST = 5_000, 0.1  # trials a lesson that let a round begin as hot as it will
URGING = 0.15  # share of a round after which hard rules that stay broken grow in weight
URGE_EVERY, URGE_PERCENT = 0.01, 12
MENDING_COLD = 0.05  # of what a hard rule weighs: what breaks few stays
MENDING_URGING = 0.7
CAREFUL = 8  # times colder than a broken hard rule is worth: one in 3,000 would be accepted


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
        return max(CALMEST, min(1.0, math.sqrt(seconds / self.ample)))

    @property
    def ample(self) -> float:
        """Seconds that let a round begin as hot as it will."""
        return AMPLE * max(1, len(self._movable)) * self.stretch / self._at_once

    def mend(
        self,
        share: Callable[[], float],
        better: Better = lambda cost, shape: None,
        *,
        hot: float,
    ) -> Cost:
        """Cool from `hot` (of what a hard rule weighs) until all are kept or `share` reaches 1."""
        plan = Cooling(hot * self.hardness, MENDING_COLD * self.hardness, MENDING_URGING, True)
        return self._cool(plan, share, better)

    def round(
        self, hot: float, share: Callable[[], float], better: Better = lambda cost, shape: None
    ) -> Cost:
        """Cool from `hot` until `share` of the round's time reaches 1; the best plan stands.

        `better` hears of the best plan so far after every stretch.
        """
        return self._cool(Cooling(max(hot, COLD)), share, better)

    def leave(
        self, hot: float, share: Callable[[], float], better: Better = lambda cost, shape: None
    ) -> Cost:
        """A round after a stretch of trials at its heat, of which nothing is remembered.

        What stands then is another plan than before, and it may well be worse.
        """
        self._walk(hot)
        return self.round(hot, share, better)

    def drift(self) -> None:
        """Trials of which none that costs more is taken: on to another plan that is as good."""
        self._walk(STILL)

    def _walk(self, hot: float) -> None:
        """A stretch of trials at a heat; where it ends is the plan, whatever it met before."""
        floor, heat = self._prepare(), self._unit * hot
        nothing = self._best()._replace(cost=np.full(2, -1))
        careful = floor > CAREFUL * heat
        stretch = Stretch(self._at_once, heat, self._recut, self._reseat, careful)
        anneal(self.board.memory, self._movable, stretch, nothing, self._conflicts)
        self.trials += self._at_once

    def _best(self) -> Best:
        cost = self.board.cost
        return Best(np.array([cost.hard, cost.soft]), *self.board.shape())

    def _cool(self, plan: Cooling, share: Callable[[], float], better: Better) -> Cost:
        """Cool until `share` reaches 1 or the plan of the cooling is over; the best plan stands."""
        if not self.can_move():
            return self.board.cost
        best = self._best()
        floor, urged = self._prepare(), plan.urging
        while (done := share()) < 1 and not plan.is_over(best.cost):
            if done >= urged and self.board.cost.hard:
                urge(self.board.memory, floor, URGE_PERCENT)
                urged = done + URGE_EVERY
            heat = self._unit * plan.at(done)
            careful = floor > CAREFUL * heat
            stretch = Stretch(self._at_once, heat, self._recut, self._reseat, careful)
            anneal(self.board.memory, self._movable, stretch, best, self._conflicts)
            self.trials += self._at_once
            better(Cost(*map(int, best.cost)), (best.lengths, best.starts, best.taken))
        self.board.reshape((best.lengths, best.starts, best.taken))
        if best.cost[0]:
            self.hardness = min(self.hardness * 2, HARDNESS * MOST_HARD)
        return self.board.cost

    def _prepare(self) -> int:
        """Sow chances, and let every hard rule weigh what it does at first, which is returned."""
        sow(self._random.randrange(2**31))
        floor = self._unit * self.hardness
        urge(self.board.memory, floor, 0)
        return floor
