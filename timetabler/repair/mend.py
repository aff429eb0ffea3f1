"""Repair in a growing reach: the fewest moves that keep every hard rule, then the wishes.

Each reach is solved to the end before the next is tried, so the number of moves is the least
possible within it; with the moves then capped, the wishes are improved in the same reach.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from ortools.sat.python import cp_model

from timetabler.chances import chances
from timetabler.evaluate import Cost
from timetabler.exact.decisions import Aim, Decisions
from timetabler.exact.improve import ENDLESS, Effort, solver_for
from timetabler.exact.neighbourhood import model_of
from timetabler.exact.waiting import Abandoned, Caller, never, solve_until
from timetabler.live import Board
from timetabler.model import Lesson, Plan, Problem, whole
from timetabler.repair.reach import hit_pieces, reaches
from timetabler.repair.staying import Memory, Moves, Nearness, moved_lessons, moves_in, people_of
from timetabler.solve.options import Clock
from timetabler.warmth import get_ready

PEOPLE_WEIGHT = 20
BEST_ALLOWANCE = 2.5  # moves that the best plan may take, per lesson hit
LAST_RESORT = 1_000
RESERVE = 0.3
SHORTEST = 0.5  # seconds for one way of several
GROWTH = 2  # how much longer a model of the next reach takes to build
SOLVED = {cp_model.OPTIMAL, cp_model.FEASIBLE}


class Prefer(Enum):
    """What a repair should have least of, or most of."""

    FEWEST_MOVES = "fewest moves"
    FEWEST_PEOPLE = "fewest people affected"
    BEST_PLAN = "best plan"


def _alike(start: int) -> int:
    return 1


@dataclass(frozen=True, kw_only=True)
class Order:
    """What to mend and how.

    `locked` are positions of events whose lessons stay. `nearness` says what moving a lesson
    away from a time weighs: more for days already published.
    """

    prefer: Prefer = Prefer.FEWEST_MOVES
    locked: frozenset[int] = frozenset()
    seconds: float = 5.0
    seed: int = 1
    workers: int = 2
    nearness: Nearness = _alike


@dataclass(frozen=True)
class Mended:
    """The mended plan; `proved` where no fewer moves do within what was looked at.

    `reach` counts how often the repair had to reach further.
    """

    prefer: Prefer
    plan: Plan
    cost: Cost
    hit: int
    moved: tuple[Lesson, ...]
    proved: bool
    reach: int = 0


def mend(
    problem: Problem, plan: Plan, order: Order, *, cancelled: Callable[[], bool] = never
) -> Mended:
    """Mend a plan of a problem that has changed since; PlanFault where it cannot be one of it.

    When `cancelled` says so, or at Ctrl-C, the plan is as far mended as it was by then.
    """
    get_ready()
    return _Mending(problem, plan, order, Caller(cancelled)).run()


def alternatives(
    problem: Problem, plan: Plan, order: Order, *, cancelled: Callable[[], bool] = never
) -> list[Mended]:
    """The three ways to mend a plan, in the time of one order.

    How far one must reach is found once, with the fewest moves; the other ways begin there. A way
    that ends with more hard rules broken than the first gives way to it, and so do those that
    `cancelled`, or Ctrl-C, leaves no time for.
    """
    get_ready()
    clock, caller = Clock(order.seconds), Caller(cancelled)
    half = replace(order, prefer=Prefer.FEWEST_MOVES, seconds=order.seconds / 2)
    first = _Mending(problem, plan, half, caller).run()
    found = [first]
    for prefer in (Prefer.FEWEST_PEOPLE, Prefer.BEST_PLAN):
        left = clock.left() / (len(Prefer) - len(found))
        own = replace(order, prefer=prefer, seconds=max(SHORTEST, left))
        way = first
        if not caller.over():
            way = _Mending(problem, plan, own, caller, first.reach).run()
        whole = way is not first and way.cost.hard <= first.cost.hard
        found.append(way if whole else replace(first, prefer=prefer, proved=False))
    return found


class _Mending:
    def __init__(
        self, problem: Problem, plan: Plan, order: Order, caller: Caller, least: int = 0
    ) -> None:
        self._problem, self._order, self._caller = problem, order, caller
        self._before = whole(problem, Plan.complete(problem, plan.lessons))
        self._clock = Clock(order.seconds - RESERVE)
        self._board = Board(problem)
        self._board.load(self._before)
        self._memory = Memory.of(self._board)
        self._locked = frozenset(
            piece
            for piece, row in enumerate(self._board.state.pieces)
            if row["length"] > 0 and order.locked & set(self._board.bundles[row["bundle"]].events)
        )
        self._hit = hit_pieces(self._board, self._locked)
        self._shape = self._board.shape()
        self._proved = not self._hit
        self._least, self._reach = least, 0
        self._modelling = 0.0

    def run(self) -> Mended:
        """Mend; given up, the plan is as the last solve left it."""
        try:
            self._mend()
        except (Abandoned, KeyboardInterrupt):
            self._caller.end()
            self._board.undo()
            self._board.reshape(self._shape)
        plan = self._board.plan()
        moved = tuple(moved_lessons(self._before, plan))
        hit = len(self._hit)
        proved = self._proved
        return Mended(self._order.prefer, plan, self._board.cost, hit, moved, proved, self._reach)

    def _mend(self) -> None:
        """Reach further until the plan is whole or time runs out."""
        reach: list[int] = []
        random = chances(self._order.seed)
        for number, reach in enumerate(reaches(self._board, self._hit, self._locked, random)):
            self._reach = number
            if number < self._least:
                continue
            if not reach or self._fewest(reach) or not self._may_go_on():
                break
        if self._board.cost.hard and reach:
            self._least_harm(reach)
        elif reach:
            self._wishes(reach)

    def _may_go_on(self) -> bool:
        """Whether there is time for a larger reach, and for the least harm after it."""
        return self._clock.left() > 2 * GROWTH * self._modelling

    def _fewest(self, reach: list[int]) -> bool:
        """Mend within a reach, moving as little as possible; False where it cannot be."""
        decisions, moves = self._model(reach, Aim(soft=False))
        people = PEOPLE_WEIGHT if self._order.prefer is Prefer.FEWEST_PEOPLE else 0
        decisions.terms.model.minimize(moves.lessons + people * moves.people)
        status = self._solve(decisions, share=0.6)
        self._proved = status == cp_model.OPTIMAL
        return status in SOLVED

    def _wishes(self, reach: list[int]) -> None:
        """Improve the wishes without moving more than was found necessary, or allowed."""
        moved = moved_lessons(self._before, self._board.plan())
        soft_before = self._board.cost
        decisions, moves = self._model(reach, Aim())
        model = decisions.terms.model
        most = sum(self._order.nearness(x.start) for x in moved if x.start is not None)
        if self._order.prefer is Prefer.BEST_PLAN:
            most = max(most, round(BEST_ALLOWANCE * len(self._hit)))
        model.add(moves.lessons <= most)
        if self._order.prefer is Prefer.FEWEST_PEOPLE:
            known = {x for old in self._before.lessons for x in old.resources}
            model.add(moves.people <= len(people_of(moved) & known))
        self._solve(decisions, share=0.9)
        if self._board.cost > soft_before:
            self._board.reshape(self._shape)

    def _least_harm(self, reach: list[int]) -> None:
        """Where no reach keeps every hard rule: break as few as can be."""
        cost = self._board.cost
        decisions, moves = self._model(reach, Aim(hard_weight=LAST_RESORT, soft=False))
        objective = sum(decisions.terms.objective) + moves.lessons
        decisions.terms.model.minimize(objective)
        self._solve(decisions, share=0.9)
        if self._board.cost > cost:
            self._board.reshape(self._shape)

    def _model(self, reach: list[int], aim: Aim) -> tuple[Decisions, Moves]:
        self._shape, begun = self._board.shape(), self._clock.spent()
        self._caller.check()
        lengths = self._board.state.pieces["length"]
        freed = [piece for piece in reach if lengths[piece] > 0]
        decisions = model_of(self._board, freed, aim, self._caller)
        moves = moves_in(decisions, self._memory, self._order.nearness)
        self._modelling = self._clock.spent() - begun
        return decisions, moves

    def _solve(self, decisions: Decisions, share: float) -> object:
        """Solve and place; the board is as before where there is no solution."""
        order = self._order
        solver = solver_for(
            Effort(
                seconds=max(0.1, self._clock.left() * share),
                deterministic=ENDLESS,
                seed=order.seed,
                workers=order.workers,
            )
        )
        status = solve_until(solver, decisions.terms.model, self._caller.over)
        if status in SOLVED:
            decisions.place(solver)
        else:
            self._board.reshape(self._shape)
        return status
