"""Fix-and-optimise in rounds, each on a region drawn around what the plan still misses."""

from random import Random

from timetabler.evaluate import Cost
from timetabler.exact.decisions import Aim
from timetabler.exact.improve import Effort, Outcome, improve
from timetabler.live import Board
from timetabler.solve.regions import Regions

HARD_WEIGHT = 1_000


class Polisher:
    """Polishes one board."""

    def __init__(self, board: Board, random: Random) -> None:
        self.board, self._random = board, random
        self.regions = Regions(board, random)
        self.solves = 0

    def step(self, seconds: float, deterministic: float = 1.5) -> Cost:
        """One solve of at most so many seconds; the board ends no worse."""
        way, (pieces, times) = self.regions.draw()
        if not pieces:
            return self.board.cost
        weight = HARD_WEIGHT if self.board.cost.hard else 0
        aim = Aim(hard_weight=weight, times=times)
        seed = self._random.randrange(2**31)
        effort = Effort(seconds=seconds, deterministic=deterministic, seed=seed)
        outcome = improve(self.board, pieces, aim, effort)
        finished = outcome in {Outcome.BETTER, Outcome.EXHAUSTED}
        self.regions.learn(way, finished=finished, better=outcome is Outcome.BETTER)
        self.solves += 1
        return self.board.cost
