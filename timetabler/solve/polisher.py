"""Fix-and-optimise in rounds, each on a region drawn around what the plan still misses."""

from random import Random

from timetabler.exact.decisions import Aim
from timetabler.exact.improve import Effort, Outcome, improve
from timetabler.live import Board
from timetabler.solve.regions import Regions

HARD_WEIGHT = 1_000
# Deterministic seconds for one solve: short ones pay on some schools, long ones on others.
PATIENCE = (0.4, 0.8, 1.6)


class Polisher:
    """Polishes one board."""

    def __init__(self, board: Board, random: Random) -> None:
        self.board, self._random = board, random
        self.regions = Regions(board, random)
        self.solves = 0

    def step(self, seconds: float) -> float:
        """One solve of at most so many seconds; the board ends no worse. Returns the work done."""
        way, (pieces, times) = self.regions.draw()
        if not pieces:
            return 0.0
        weight = HARD_WEIGHT if self.board.cost.hard else 0
        aim = Aim(hard_weight=weight, times=times, resources=self.regions.draw_resources())
        effort = Effort(
            seconds=seconds,
            deterministic=self._random.choice(PATIENCE),
            seed=self._random.randrange(2**31),
            relaxation=self._random.choice((1, 2)),
        )
        outcome, work = improve(self.board, pieces, aim, effort)
        finished = outcome in {Outcome.BETTER, Outcome.EXHAUSTED}
        self.regions.learn(way, finished=finished, better=outcome is Outcome.BETTER)
        self.solves += 1
        return work
