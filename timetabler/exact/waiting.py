"""Ending work that nobody waits for any longer: models in the making, and solves."""

import threading
from collections.abc import Callable

from ortools.sat.python import cp_model

Cancelled = Callable[[], bool]
GLANCE = 0.05  # seconds between two questions whether to go on


class Abandoned(Exception):
    """The work was given up before its end; a board that it used stands as the work left it."""


def never() -> bool:
    """Nobody cancels."""
    return False


class Patience:
    """Whether work shall end: as a caller says, or since Ctrl-C was heard; once over, for good."""

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


def solve_until(solver: cp_model.CpSolver, model: cp_model.CpModel, cancelled: Cancelled) -> object:
    """Solve; a moment after `cancelled` says so the best solution so far is all there is.

    The solve runs in a thread, since Python hears no signal in a thread that is inside a solve.
    Ctrl-C ends the solve too, and is raised on.
    """
    running = _Running(solver, model)
    running.start()
    try:
        while running.is_alive():
            running.join(GLANCE)
            if cancelled():
                solver.stop_search()
    finally:
        # Whoever asks too early, before the search has begun, has to ask again.
        while running.is_alive():
            solver.stop_search()
            running.join(GLANCE)
    return running.result()


class _Running(threading.Thread):
    """One solve."""

    def __init__(self, solver: cp_model.CpSolver, model: cp_model.CpModel) -> None:
        super().__init__(daemon=True)
        self._solver, self._model = solver, model
        self._status: object = cp_model.UNKNOWN
        self._fault: BaseException | None = None

    def run(self) -> None:
        try:
            self._status = self._solver.solve(self._model)
        except BaseException as fault:  # noqa: BLE001 - raised again where the result is wanted
            self._fault = fault

    def result(self) -> object:
        """The status, or the fault that ended the solve."""
        if self._fault:
            raise self._fault
        return self._status
