"""How good a plan can be at best: a bound that CP-SAT proves on the whole problem."""

from math import ceil

from ortools.sat.python import cp_model

from timetabler.chances import chances
from timetabler.exact.decisions import Aim, Decisions
from timetabler.exact.improve import ENDLESS, Effort, solver_for
from timetabler.exact.neighbourhood import model_of
from timetabler.live import Board
from timetabler.model import Problem
from timetabler.rules import UNLIMITED
from timetabler.solve.begin import scatter

LARGEST_MODEL = 60_000  # yes/no decisions; beyond it a bound would take all the time there is


def fits(board: Board) -> bool:
    """Whether one model of the whole problem is small enough to be worth building."""
    return _size(board) <= LARGEST_MODEL


def lower_bound(problem: Problem, seconds: float, deterministic: float = ENDLESS) -> int:
    """Soft cost below which no plan that keeps every hard rule can come; 0 is always true.

    The model leaves rules out or relaxes them, but never forbids such a plan.
    """
    board = Board(problem)
    if not fits(board):
        return 0
    scatter(board, chances(1))
    pieces = [i for i, row in enumerate(board.state.pieces) if row["length"] > 0]
    decisions = model_of(board, pieces, Aim(farthest=UNLIMITED))
    solver = solver_for(Effort(seconds=seconds, deterministic=deterministic, relaxation=2))
    status = solver.solve(decisions.terms.model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.UNKNOWN}:
        return 0
    proved = ceil(solver.best_objective_bound - 1e-6)
    return max(0, proved) + _fixed_cost(decisions)


def _size(board: Board) -> int:
    state = board.state
    return int(len(state.domain_list) + (state.seats["choices"].sum() * state.attendance.shape[1]))


def _fixed_cost(decisions: Decisions) -> int:
    """Soft cost of rules that no decision touches."""
    hard, board = decisions.state.monitors["hard"], decisions.board
    free = (m for m in board.missed() if not hard[m] and m not in decisions.values)
    return sum(board.cost_at(monitor) for monitor in free)
