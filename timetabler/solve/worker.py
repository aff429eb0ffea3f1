"""One process of the portfolio: anneals first, then polishes, and trades plans with the others."""

import time
from multiprocessing.connection import Connection

from timetabler.chances import chances
from timetabler.evaluate import Cost
from timetabler.live import Board
from timetabler.model import Plan, Problem
from timetabler.solve.annealer import HOT, Annealer
from timetabler.solve.begin import scatter
from timetabler.solve.options import Clock
from timetabler.solve.polisher import Polisher

# Shares of the whole time at which the rounds of annealing end; polishing takes the rest. Every
# second worker turns to polishing early: which of the two pays more differs between schools.
PATIENT_ROUNDS = (0.08, 0.22, 0.5)
BRIEF_ROUNDS = (0.1,)
SHORTEST_ROUND = 0.5
PATIENCE = 0.5
Report = tuple[Cost, Plan, str]


class Worker:
    """Searches one problem until its clock runs out, reporting each better plan."""

    def __init__(self, problem: Problem, seed: int, clock: Clock, door: Connection) -> None:
        self._random = chances(seed)
        self._clock, self._door = clock, door
        self._rounds = BRIEF_ROUNDS if seed % 2 else PATIENT_ROUNDS
        self._board = Board(problem)
        self._annealer = Annealer(self._board, self._random)
        self._polisher = Polisher(self._board, self._random)
        self._sent: Cost | None = None
        self._heard = 0.0
        self._stopped = False

    def run(self, warm: Plan | None) -> None:
        """Search."""
        if warm is None:
            scatter(self._board, self._random)
        else:
            self._board.load(warm)
        self._report("start")
        for number, end in enumerate(self._rounds):
            self._anneal(HOT if number == 0 else self._random.choice((HOT, HOT / 3)), end)
        while not self._done():
            self._polish()

    def _done(self) -> bool:
        return self._stopped or self._clock.left() <= 0 or self._board.cost == Cost(0, 0)

    def _anneal(self, hot: float, end: float) -> None:
        if self._done():
            return
        begun = self._clock.spent()
        length = max(SHORTEST_ROUND, end * self._clock.seconds - begun)

        def share() -> float:
            self._listen()
            over = self._stopped or self._clock.left() <= 0
            return 1.0 if over else (self._clock.spent() - begun) / length

        self._annealer.round(hot, share)
        self._report("annealing")
        self._adopt()

    def _polish(self) -> None:
        self._polisher.step(max(0.05, min(10.0, self._clock.left())))
        self._report("polishing")
        self._listen()
        self._adopt()

    _offer: Report | None = None

    def _listen(self) -> None:
        """Hear of plans that others found, and of the end."""
        now = time.monotonic()
        if now - self._heard < PATIENCE:
            return
        self._heard = now
        while self._door.poll():
            heard: Report | None = self._door.recv()
            if heard is None:
                self._stopped = True
            elif self._offer is None or heard[0] < self._offer[0]:
                self._offer = heard

    def _adopt(self) -> None:
        """Continue from another worker's plan where it is better than ours."""
        if self._offer is not None and self._offer[0] < self._board.cost:
            self._board.load(self._offer[1])
            self._sent = self._board.cost
        self._offer = None

    def _report(self, method: str) -> None:
        cost = self._board.cost
        if self._sent is None or cost < self._sent:
            self._sent = cost
            self._door.send((cost, self._board.plan(), method))


def work(
    problem: Problem, seed: int, clock: Clock, door: Connection, warm: Plan | None = None
) -> None:
    """Body of a worker process."""
    try:
        Worker(problem, seed, clock, door).run(warm)
    except (BrokenPipeError, EOFError, KeyboardInterrupt):
        return
    finally:
        door.close()
