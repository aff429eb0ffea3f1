"""The portfolio: several processes search, the best plan is theirs all, the clock is kept here."""

import os
import signal
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess

from timetabler.evaluate import Cost, judge
from timetabler.live import Board
from timetabler.model import Plan, Problem
from timetabler.solve.options import (
    Clock,
    Listener,
    Options,
    Processor,
    Progress,
    Solution,
    Tally,
    Timer,
)
from timetabler.solve.orphans import end_with
from timetabler.solve.slots import Slots
from timetabler.solve.worker import Task, work
from timetabler.warmth import get_ready

GRACE = 0.3  # seconds between asking workers to end and ending them
TICK = 0.1
# Seconds that the search gets where laying out a large problem took nearly all there were; but
# never more than that took.
LEAST = 1.0
RESERVE = 0.3  # seconds kept for ending
SHORTEST = 0.01  # seconds: what a worker is given of less than the reserve
LISTENING = 0.1  # share of the time that a listener may take


def solve(
    problem: Problem,
    options: Options | None = None,
    *,
    warm: Plan | None = None,
    listener: Listener | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Solution:
    """Search for the best plan within the limits; `warm` is a plan to begin from.

    Limits are kept to within 2 seconds. They do not count the compiling of machine code, which the
    first search of a version does before its clock begins (see `timetabler.warmth`). PlanFault
    where `warm` is no plan of this problem.

    The listener hears of better plans, of all of them unless it is slow. When `cancelled` says so,
    or at Ctrl-C, the search ends and the best plan so far is returned.
    """
    limits, begun = options or Options(), Plan.complete(problem, warm.lessons if warm else ())
    if not problem.events or not limits.seconds:
        return _as_it_is(problem, begun)
    get_ready()
    portfolio = _Portfolio(problem, limits, begun if warm else None, listener)
    try:
        portfolio.run(cancelled)
    except KeyboardInterrupt:
        pass
    finally:
        portfolio.close()
    return portfolio.solution()


def _as_it_is(problem: Problem, plan: Plan) -> Solution:
    """A plan without any search; where there is nothing to teach, no plan is better."""
    cost = judge(problem, plan).cost
    return Solution(plan, cost, 0 if problem.events else cost.soft)


class _Portfolio:
    def __init__(
        self, problem: Problem, options: Options, warm: Plan | None, listener: Listener | None
    ) -> None:
        self._listener, self._options = listener, options
        untimed = options.counted or options.busy
        clock = Clock(float("inf") if untimed else options.seconds)
        self._board = Board(problem)
        late = max(0.0, min(LEAST, clock.spent()) - clock.left())
        self._clock = Clock(clock.seconds + late, clock.begun)
        self._trace: list[tuple[float, Cost, str]] = []
        self._untold: Progress | None = None
        self._quiet_until = self._heard_in = 0.0
        self._lost = 0
        self._slots = Slots(self._board, options.workers)
        self._processes = [self._start(number, warm) for number in range(options.workers)]
        try:
            # The workers are searching already: judging a large plan takes a second.
            self._plan = warm or Plan.complete(problem, ())
            self._cost = self._first = judge(problem, self._plan).cost
        except BaseException:
            self._end()
            raise

    def _start(self, number: int, warm: Plan | None) -> ForkProcess:
        # The fork gives every worker a copy of the board; ours only turns shapes into plans.
        alone = self._options.counted
        seed = self._options.seed * 1000 + number
        task = Task(self._board, number, seed, self._timer(), self._slots, alone, warm)
        body = get_context("fork").Process(target=_quiet_work, args=(task, os.getpid()))
        body.start()
        return body

    def _timer(self) -> Timer:
        seconds = self._options.seconds
        if self._options.counted:
            return Tally(seconds)
        if self._options.busy:
            return Processor(seconds)
        return Clock(max(SHORTEST, self._clock.seconds - RESERVE), self._clock.begun)

    def run(self, cancelled: Callable[[], bool]) -> None:
        """Hear the workers until the time, the work or the caller's patience ends."""
        while self._working() and self._left() > 0 and not cancelled():
            wait([body.sentinel for body in self._working()], timeout=min(TICK, self._left()))
            self._hear()
            # Counted work ends by itself: whoever is first by the clock must not stop the others.
            if not self._options.counted and self._cost <= Cost(0, self._slots.bound()):
                break

    def _working(self) -> list[ForkProcess]:
        return [body for body in self._processes if body.is_alive()]

    def _left(self) -> float:
        """Seconds left for searching: at the end the caller once more does what a listener did."""
        return self._clock.left() - RESERVE / 2 - self._heard_in

    def _hear(self) -> None:
        offer = self._slots.best(self._cost)
        if offer is not None:
            self._cost, self._plan = offer.cost, self._board.plan(offer.shape)
            now = self._clock.spent()
            self._trace.append((now, offer.cost, offer.method))
            self._untold = Progress(now, offer.cost, self._plan, offer.method)
        if self._untold and self._clock.spent() >= self._quiet_until:
            self._tell(self._untold)

    def _tell(self, progress: Progress) -> None:
        self._untold = None
        if self._listener:
            begun = time.monotonic()
            self._listener(progress)
            self._heard_in = time.monotonic() - begun
            self._quiet_until = self._clock.spent() + self._heard_in / LISTENING

    def close(self) -> None:
        """End the workers: asked first, then made to; who has died before is counted."""
        self._lost = sum(body.exitcode not in {None, 0} for body in self._processes)
        self._slots.stop()
        end = Clock(GRACE)
        while self._working() and end.left() > 0:
            wait([body.sentinel for body in self._working()], timeout=end.left())
        self._end()
        self._quiet_until = 0.0 if self._left() > 0 else float("inf")
        self._hear()
        self._settle()

    def _end(self) -> None:
        for body in self._processes:
            body.kill()
            body.join()

    def _settle(self) -> None:
        """Of plans that cost the same the first worker's, whoever had one first by the clock."""
        if self._options.counted and (offer := self._slots.best(self._first)):
            self._cost, self._plan = offer.cost, self._board.plan(offer.shape)

    def solution(self) -> Solution:
        """What was found."""
        bound, trace = self._slots.bound(), tuple(self._trace)
        return Solution(self._plan, self._cost, bound, trace, self._lost)


def _quiet_work(task: Task, parent: int) -> None:
    # Signals are the parent's to hear; it then asks the workers to end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    end_with(parent)
    work(task)
