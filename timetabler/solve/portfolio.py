"""The portfolio: several processes search, the best plan is theirs all, the clock is kept here."""

import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection, wait

from timetabler.evaluate import Cost, judge
from timetabler.model import Plan, Problem
from timetabler.solve.options import Clock, Listener, Options, Progress, Solution
from timetabler.solve.worker import Report, work

GRACE = 0.6  # seconds between asking workers to end and ending them
TICK = 0.2
RESERVE = 0.4  # seconds kept for handing the plan back


def solve(
    problem: Problem,
    options: Options | None = None,
    *,
    warm: Plan | None = None,
    listener: Listener | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Solution:
    """Search for the best plan within the limits; `warm` is a plan to begin from.

    The listener hears of every better plan. When `cancelled` says so, or at Ctrl-C, the search
    ends and the best plan so far is returned.
    """
    portfolio = _Portfolio(problem, options or Options(), warm, listener)
    try:
        portfolio.run(cancelled)
    except KeyboardInterrupt:
        pass
    finally:
        portfolio.close()
    return portfolio.solution()


class _Portfolio:
    def __init__(
        self, problem: Problem, options: Options, warm: Plan | None, listener: Listener | None
    ) -> None:
        self._problem, self._listener = problem, listener
        self._clock = Clock(options.seconds)
        self._plan = Plan.complete(problem, warm.lessons if warm else ())
        self._cost = judge(problem, self._plan).cost
        self._bound = 0
        self._trace: list[tuple[float, Cost, str]] = []
        self._doors: list[Connection] = []
        self._processes: list[multiprocessing.Process] = []
        inner = Clock(options.seconds - RESERVE, self._clock.begun)
        for number in range(max(1, options.workers)):
            self._start(options.seed * 1000 + number, inner, warm)

    def _start(self, seed: int, clock: Clock, warm: Plan | None) -> None:
        ours, theirs = multiprocessing.Pipe()
        parts = (self._problem, seed, clock, theirs, warm)
        body = multiprocessing.Process(target=_quiet_work, args=parts)
        body.start()
        theirs.close()
        self._doors.append(ours)
        self._processes.append(body)

    def run(self, cancelled: Callable[[], bool]) -> None:
        """Hear the workers until the time, the work or the caller's patience ends."""
        while self._doors and self._clock.left() > RESERVE / 2 and not cancelled():
            self._hear_all(min(TICK, self._clock.left()))
            if self._cost <= Cost(0, self._bound):
                break

    def _hear_all(self, seconds: float) -> None:
        ready = wait(self._doors, timeout=seconds)
        for door in [own for own in self._doors if own in ready]:
            self._hear(door)

    def _hear(self, source: Connection) -> None:
        try:
            report: Report = source.recv()
        except (EOFError, OSError):
            self._doors.remove(source)
            return
        self._bound = max(self._bound, report.bound)
        if report.cost and report.plan and report.cost < self._cost:
            self._take(report.cost, report.plan, report.method)
            for other in self._doors:
                if other is not source:
                    _tell(other, report)

    def _take(self, cost: Cost, plan: Plan, method: str) -> None:
        self._cost, self._plan = cost, plan
        self._trace.append((self._clock.spent(), cost, method))
        if self._listener:
            self._listener(Progress(self._clock.spent(), cost, plan, method))

    def close(self) -> None:
        """End the workers: asked first, then made to."""
        for door in self._doors:
            _tell(door, None)
        end = Clock(GRACE if self._clock.left() <= 0 else min(GRACE, self._clock.left()))
        while self._doors and end.left() > 0:
            self._hear_all(end.left())
        for body in self._processes:
            body.kill()
            body.join()

    def solution(self) -> Solution:
        """What was found."""
        return Solution(self._plan, self._cost, self._bound, tuple(self._trace))


def _tell(door: Connection, message: Report | None) -> None:
    try:
        door.send(message)
    except OSError:
        return


def _quiet_work(
    problem: Problem, seed: int, clock: Clock, door: Connection, warm: Plan | None
) -> None:
    # Ctrl-C is the parent's to hear; it then asks the workers to end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work(problem, seed, clock, door, warm)
