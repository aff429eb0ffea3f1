"""How long a small solver may go on, who hears of what it finds, and CP-SAT run within that.

CP-SAT searches with one worker, or with several that wait for each other at every turn, a fixed
seed and, where work is counted, a limit that it counts itself. What a clock has not cut short is
therefore the same each time.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from queue import SimpleQueue

from ortools.sat.python import cp_model

from timetabler.exact.waiting import never, solve_until
from timetabler.solve.options import Clock, Tally, Timer

ASKING = 0.1  # seconds between two questions to the caller
LEAST = 0.1  # seconds that a solver gets at least
COUNTED = 0.2  # CP-SAT's own seconds in about a second of a quiet machine


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Limits of a call: seconds by the clock, and the seed of all its chances.

    With `counted`, seconds are counted work instead: about what a quiet machine does in them. The
    same seed then gives the same result however busy the machine is.
    """

    seconds: float = 10.0
    seed: int = 1
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Better:
    """Something better was found: after so many seconds, at this cost, by this method.

    A cost is a row of numbers, of which each counts for more than all behind it. Costs of
    different methods are comparable where the solver says so.
    """

    seconds: float
    cost: tuple[int, ...]
    method: str


Hearer = Callable[[Better], None]


class _Caller:
    """Whoever called: asked now and then whether to go on, and believed once they said no."""

    def __init__(self, listener: Hearer | None, cancelled: Callable[[], bool]) -> None:
        self._listener, self._cancelled = listener, cancelled
        self._begun = time.monotonic()
        self._asked, self._gone = float("-inf"), False

    def gone(self) -> bool:
        now = time.monotonic()
        if not self._gone and now - self._asked >= ASKING:
            self._asked, self._gone = now, self._cancelled()
        return self._gone

    def tell(self, cost: tuple[int, ...], method: str) -> None:
        if self._listener:
            self._listener(Better(time.monotonic() - self._begun, cost, method))


@dataclass(frozen=True)
class Solved:
    """What became of a model; values only where something was found."""

    solver: cp_model.CpSolver
    status: cp_model.CpSolverStatus

    @property
    def found(self) -> bool:
        """Whether there is a solution."""
        return self.status in {cp_model.OPTIMAL, cp_model.FEASIBLE}

    @property
    def proved(self) -> bool:
        """Whether no solution is better."""
        return self.status == cp_model.OPTIMAL

    def value(self, expression: cp_model.LinearExprT) -> int:
        """The value of an expression."""
        return self.solver.value(expression)


@dataclass(frozen=True)
class Patience:
    """What is left for a solver, or for one of its steps: time or work, and the caller's wish."""

    limits: Limits
    _caller: _Caller
    _timer: Timer
    _begin: float
    _end: float

    @classmethod
    def of(
        cls,
        limits: Limits,
        *,
        listener: Hearer | None = None,
        cancelled: Callable[[], bool] = never,
    ) -> "Patience":
        """All that the limits allow, from now on."""
        timer: Timer = Tally(limits.seconds) if limits.counted else Clock(limits.seconds)
        return cls(limits, _Caller(listener, cancelled), timer, 0.0, limits.seconds)

    def part(self, share: float) -> "Patience":
        """A share of what is left, for the same caller."""
        begin = self._timer.spent()
        return replace(self, _begin=begin, _end=begin + max(0.0, self.left()) * share)

    def left(self) -> float:
        """Seconds left."""
        return self._end - self._timer.spent()

    def share(self) -> float:
        """The share that is spent: 0 at the beginning, 1 and more at the end."""
        whole = self._end - self._begin
        return (self._timer.spent() - self._begin) / whole if whole > 0 else 1.0

    def gone(self) -> bool:
        """Whether the caller wants no more, however much time is left."""
        return self._caller.gone()

    def ended(self) -> bool:
        """Whether the time or the caller's wish has ended."""
        return self.left() <= 0 or self.gone()

    def charge(self, work: float) -> None:
        """Hear of work done, in seconds of a quiet machine."""
        self._timer.charge(work)

    def tell(self, cost: tuple[int, ...], method: str) -> None:
        """Let the caller hear of something better."""
        self._caller.tell(cost, method)

    def solve(
        self,
        model: cp_model.CpModel,
        hear: Callable[[int], None] = lambda _: None,
        *,
        workers: int = 1,
    ) -> Solved:
        """Solve a model; the caller's thread asks whether to go on and hears of better costs."""
        solver, news = self._solver(workers), _News()
        if self.gone():
            return Solved(solver, cp_model.UNKNOWN)
        status = solve_until(solver, model, self.gone, news, lambda: news.pass_on(hear))
        news.pass_on(hear)
        if status is None:
            return Solved(solver, cp_model.UNKNOWN)
        # Workers that wait for each other overrun their limit; the other steps keep their parts.
        work = solver.response_proto.deterministic_time / COUNTED
        self.charge(min(work, max(LEAST, self.left())))
        return Solved(solver, status)

    def _solver(self, workers: int) -> cp_model.CpSolver:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = workers
        solver.parameters.interleave_search = workers > 1
        solver.parameters.random_seed = self.limits.seed
        left = max(LEAST, self.left())
        if self.limits.counted:
            solver.parameters.max_deterministic_time = left * COUNTED
        else:
            solver.parameters.max_time_in_seconds = left
        return solver


class _News(cp_model.CpSolverSolutionCallback):
    """Costs of solutions, heard in the solver's thread and told in the caller's."""

    def __init__(self) -> None:
        super().__init__()
        self._costs: SimpleQueue[int] = SimpleQueue()

    def on_solution_callback(self) -> None:
        self._costs.put(round(self.objective_value))

    def pass_on(self, hear: Callable[[int], None]) -> None:
        while not self._costs.empty():
            hear(self._costs.get())
