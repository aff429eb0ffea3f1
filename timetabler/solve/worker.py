"""One process of the portfolio: anneals first, then polishes, and trades plans with the others."""

import time
from dataclasses import dataclass
from multiprocessing.connection import Connection

from timetabler.chances import chances
from timetabler.evaluate import Cost
from timetabler.exact.bound import lower_bound
from timetabler.exact.decisions import Aim
from timetabler.exact.improve import Effort, improve
from timetabler.live import Board
from timetabler.live.board import Shape
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
BOUND_SHARE = 0.08  # of the time, for proving how good a plan can be at best
LONGEST_BOUND = 20.0  # seconds
CONSTRUCTION_SHARE = 0.25
UNLIMITED = 1e6
ANNEALING, POLISHING = "annealing", "polishing"
REPORT_EVERY = 2.0  # seconds, while annealing
FAR_AHEAD = 0.7  # a plan this much cheaper than ours says that its method suits the school


@dataclass(frozen=True, slots=True)
class Report:
    """What a worker found: a plan, or that no plan can cost less than `bound`."""

    method: str
    cost: Cost | None = None
    plan: Plan | None = None
    bound: int = 0


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
        self._heard = self._told = 0.0
        self._stopped = False

    def run(self, warm: Plan | None) -> None:
        """Search."""
        if warm is None:
            scatter(self._board, self._random)
        else:
            self._board.load(warm)
        self._report("start")
        for number, end in enumerate(self._rounds):
            self._anneal(self._heat(number), end)
            if self._adopt() and number:
                break
        if self._rounds is BRIEF_ROUNDS and not self._done():
            if self._board.cost.hard:
                self._construct()
            else:
                self._prove()
        while not self._done():
            self._polish()

    def _construct(self) -> None:
        """Where annealing left hard rules broken: one strict search over everything."""
        pieces = [i for i, row in enumerate(self._board.state.pieces) if row["length"] > 0]
        seconds = min(CONSTRUCTION_SHARE * self._clock.seconds, self._clock.left())
        effort = Effort(seconds=seconds, deterministic=UNLIMITED, seed=self._random.randrange(99))
        improve(self._board, pieces, Aim(soft=False), effort)
        self._report("construction")

    def _prove(self) -> None:
        share = BOUND_SHARE * self._clock.seconds
        seconds = min(share, LONGEST_BOUND, self._clock.left())
        bound = lower_bound(self._board.problem, seconds)
        self._door.send(Report("proof", bound=bound))

    def _done(self) -> bool:
        return self._stopped or self._clock.left() <= 0 or self._board.cost == Cost(0, 0)

    def _heat(self, number: int) -> float:
        """Where a round begins: hotter while hard rules are broken, else hot or lukewarm."""
        if number and self._board.cost.hard:
            return HOT * 3
        return HOT / self._random.choice((1, 3)) if number else HOT

    def _anneal(self, hot: float, end: float) -> None:
        """Anneal until a share of the time."""
        if self._done():
            return
        begun = self._clock.spent()
        length = max(SHORTEST_ROUND, end * self._clock.seconds - begun)

        def share() -> float:
            self._listen()
            over = self._stopped or self._clock.left() <= 0
            return 1.0 if over else (self._clock.spent() - begun) / length

        self._annealer.round(hot, share, self._tell_soon)
        self._report(ANNEALING)

    def _polish(self) -> None:
        self._polisher.step(max(0.05, min(10.0, self._clock.left())))
        self._report(POLISHING)
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
            elif self._offer is None or _better(heard, self._offer.cost):
                self._offer = heard

    def _adopt(self) -> bool:
        """Continue from a better plan of another worker; whether polishing is far ahead."""
        offer, self._offer = self._offer, None
        own = self._board.cost
        if offer is None or offer.plan is None or offer.cost is None or offer.cost >= own:
            return False
        self._board.load(offer.plan)
        self._sent = offer.cost
        far = offer.cost.hard < own.hard or offer.cost.soft < FAR_AHEAD * own.soft
        return offer.method == POLISHING and far

    def _tell_soon(self, cost: Cost, shape: Shape) -> None:
        """Report from the middle of a round, but seldom: whoever ends us should lose little."""
        if time.monotonic() - self._told > REPORT_EVERY:
            self._send(ANNEALING, cost, shape)

    def _report(self, method: str) -> None:
        self._send(method, self._board.cost, self._board.shape())

    def _send(self, method: str, cost: Cost, shape: Shape) -> None:
        if self._sent is None or cost < self._sent:
            self._sent, self._told = cost, time.monotonic()
            self._door.send(Report(method, cost, self._board.plan(shape)))


def _better(report: Report, than: Cost | None) -> bool:
    return report.cost is not None and (than is None or report.cost < than)


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
