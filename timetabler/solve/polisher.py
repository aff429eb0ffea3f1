"""Fix-and-optimise in rounds, each on a region drawn around what the plan still misses."""

from random import Random

from timetabler.exact.decisions import Aim
from timetabler.exact.improve import Effort, Outcome, improve
from timetabler.live import Board
from timetabler.solve.regions import Regions

HARD_WEIGHT = 1_000
MENDING = 0.7  # of the solves look at hard rules alone while some are broken
# Deterministic seconds for one solve: short ones pay on some schools, long ones on others.
PATIENCE = (0.4, 0.8, 1.6)
EASY = 0.25  # of its patience is all that an easy solve took


class Polisher:
    """Polishes one board."""

    def __init__(self, board: Board, random: Random) -> None:
        self.board, self._random = board, random
        self.regions = Regions(board, random)
        self.solves = 0

    def step(self, seconds: float) -> float:
        """One solve of at most so many seconds; returns the work done.

        The board ends no worse; while hard rules are broken, wishes may pay for mending them.
        """
        mending = self.board.cost.hard > 0 and self._random.random() < MENDING
        way, (pieces, times) = self.regions.draw(mending=mending)
        if not pieces:
            return 0.0
        weight = HARD_WEIGHT if self.board.cost.hard else 0
        aim = Aim(
            hard_weight=weight,
            soft=not mending,
            better=not weight,
            times=times,
            resources=self.regions.draw_resources(),
        )
        patience = self._random.choice(PATIENCE) * (2 if mending else 1)
        effort = Effort(
            seconds=seconds,
            deterministic=patience,
            seed=self._random.randrange(2**31),
            relaxation=0,
        )
        outcome, work = improve(self.board, pieces, aim, effort)
        finished = outcome in {Outcome.BETTER, Outcome.EXHAUSTED}
        easy = mending and work < EASY * patience
        self.regions.learn(way, finished=finished, better=outcome is Outcome.BETTER, easy=easy)
        self.solves += 1
        return work
