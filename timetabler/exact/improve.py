"""Fix-and-optimise: free some lessons, solve for them, keep the result where it is no worse."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from ortools.sat.python import cp_model

from timetabler.evaluate import Cost
from timetabler.exact.decisions import Aim
from timetabler.exact.neighbourhood import model_of
from timetabler.live import Board

ENDLESS = 1e6  # CP-SAT's own seconds, where the clock alone is to end a solve
SEEDS = 2**31  # as many as CP-SAT knows; whatever seed a caller has becomes one of them


class Outcome(Enum):
    """What a solve amounted to."""

    BETTER = "better"
    EQUAL = "equal"
    EXHAUSTED = "exhausted"
    UNDECIDED = "undecided"


@dataclass(frozen=True, kw_only=True)
class Effort:
    """How long one solve may take: CP-SAT's own deterministic seconds, and seconds by the clock.

    `relaxation` 2 gives the linear relaxation everything, for proofs. 0 does without it, without
    symmetries and repeated presolves: so a model of a few lessons takes a quarter to a half.
    """

    deterministic: float = 2.0
    seconds: float = 20.0
    seed: int = 0
    workers: int = 1
    relaxation: int = 1


def solver_for(effort: Effort) -> cp_model.CpSolver:
    """A solver with these limits."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = effort.workers
    solver.parameters.random_seed = effort.seed % SEEDS
    # CP-SAT would take Ctrl-C for itself, and leave the process without anybody who hears it.
    solver.parameters.catch_sigint_signal = False
    solver.parameters.max_deterministic_time = effort.deterministic
    solver.parameters.max_time_in_seconds = effort.seconds
    solver.parameters.linearization_level = effort.relaxation
    solver.parameters.symmetry_level = int(effort.relaxation > 0)
    if effort.relaxation == 0:
        solver.parameters.max_presolve_iterations = 1
    return solver


class Solve(NamedTuple):
    """How a solve went, and what it took in CP-SAT's deterministic seconds."""

    outcome: Outcome
    work: float


def improve(board: Board, pieces: Iterable[int], aim: Aim, effort: Effort) -> Solve:
    """Solve for some pieces; the board ends no worse than it was, in what the aim looks at."""
    before, shape = board.cost, board.shape()
    decisions = model_of(board, pieces, aim)
    solver = solver_for(effort)
    status = solver.solve(decisions.terms.model)
    solved = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    if solved:
        decisions.place(solver)
    if not solved or _worse(board.cost, before, aim):
        board.reshape(shape)
    outcome = Outcome.EQUAL if solved else Outcome.UNDECIDED
    if board.cost < before:
        outcome = Outcome.BETTER
    elif status == cp_model.OPTIMAL:
        outcome = Outcome.EXHAUSTED
    return Solve(outcome, solver.response_proto.deterministic_time)


def _worse(now: Cost, before: Cost, aim: Aim) -> bool:
    return now > before if aim.soft else now.hard > before.hard
