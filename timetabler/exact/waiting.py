"""Ending work that nobody waits for any longer: models in the making, and solves."""

from collections.abc import Callable
from threading import Event, Thread

from ortools.sat.python import cp_model

from timetabler.solve.options import Clock

Cancelled = Callable[[], bool]
GLANCE = 0.05  # seconds between two questions whether to go on
GRACE = 0.3  # seconds between asking a solver to end and leaving it


class Abandoned(Exception):
    """The work was given up before its end; a board that it used stands as the work left it."""


def never() -> bool:
    """The answer of a caller who waits for as long as was agreed."""
    return False


def nothing() -> None:
    """What is done while a solver works, by a caller who only waits."""


class Caller:
    """Whoever waits for some work: it ends as they say, or since Ctrl-C; once over, for good."""

    def __init__(self, cancelled: Cancelled = never) -> None:
        self._cancelled, self._over = cancelled, False

    def end(self) -> None:
        """Have everything end that asks."""
        self._over = True

    def over(self) -> bool:
        """Whether to end."""
        self._over = self._over or self._cancelled()
        return self._over

    def check(self) -> None:
        """Raise `Abandoned` where the work shall end."""
        if self.over():
            raise Abandoned


def solve_until(
    solver: cp_model.CpSolver,
    model: cp_model.CpModel,
    cancelled: Cancelled,
    hearer: cp_model.CpSolverSolutionCallback | None = None,
    meanwhile: Callable[[], None] = nothing,
) -> cp_model.CpSolverStatus | None:
    """Solve; a moment after `cancelled` says so the best solution so far is all there is.

    None where the solver could not be ended: while it prepares a large model it hears nothing, and
    is left to end by itself. The solve runs in a thread, since Python hears no signal inside one;
    `meanwhile` is called in the caller's, again and again. Ctrl-C ends the solve, and is raised on.
    """
    # Ctrl-C is the caller's: CP-SAT would keep it for itself.
    solver.parameters.catch_sigint_signal = False
    running = _Run(solver, model, hearer)
    try:
        while not running.over(GLANCE) and not cancelled():
            meanwhile()
    finally:
        running.end()
    return running.status() if running.over() else None


class _Run(Thread):
    """A solver at work, from its beginning."""

    def __init__(
        self,
        solver: cp_model.CpSolver,
        model: cp_model.CpModel,
        hearer: cp_model.CpSolverSolutionCallback | None,
    ) -> None:
        super().__init__()  # the process waits for its end, or CP-SAT would end the process
        self._solver, self._model, self._hearer = solver, model, hearer
        self._unwanted = False
        # Ctrl-C in `join` makes Python believe that the thread has ended (bpo-45274).
        self._done = Event()
        self._status: cp_model.CpSolverStatus = cp_model.UNKNOWN
        self._fault: BaseException | None = None
        self.start()

    def run(self) -> None:
        """Solve, unless nobody waits for it any more."""
        try:
            if not self._unwanted:
                self._status = self._solver.solve(self._model, self._hearer)
        except BaseException as fault:  # noqa: BLE001 - raised again where the result is wanted
            self._fault = fault
        finally:
            self._done.set()

    def over(self, seconds: float = 0.0) -> bool:
        """Whether it has ended, or does within some seconds."""
        return self._done.wait(seconds)

    def end(self) -> None:
        """Ask it to end, again and again: one that has not begun its search yet does not hear."""
        asked, self._unwanted = Clock(GRACE), True
        while not self.over() and asked.left() > 0:
            self._solver.stop_search()
            self.over(GLANCE)

    def status(self) -> cp_model.CpSolverStatus:
        """What became of it, or the fault that ended it."""
        if self._fault:
            raise self._fault
        return self._status
