"""Sets of hard rules that cannot hold together: found as assumption cores, then made minimal."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
from ortools.sat.python import cp_model

from timetabler.exact.decisions import Aim, Decisions
from timetabler.exact.improve import ENDLESS, Effort, solver_for
from timetabler.exact.neighbourhood import model_of
from timetabler.exact.waiting import Caller, solve_until
from timetabler.explain.rotation import Rotation
from timetabler.live import Board
from timetabler.live.bundles import gather
from timetabler.live.limits import Limits
from timetabler.model import Event, Lesson, Plan, Problem
from timetabler.rules import AssignResource, AssignTime, LinkEvents, Rule, Window
from timetabler.solve.begin import best_cut

Monitors = frozenset[int]
LONGEST_TRIAL = 10.0  # seconds


class Court:
    """Tries sets of rules of one problem; rules are known by their monitors on a board.

    When the caller wants no more, models in the making raise `Abandoned` and solves end undecided.
    """

    def __init__(self, problem: Problem, caller: Caller | None = None) -> None:
        self.problem, self._caller = problem, caller or Caller()
        self.board = Board(problem, together=False)
        self._limits = Limits(problem)
        monitors = self.board.state.monitors[: len(self.board.sources)]
        self.hard: Monitors = frozenset(
            i for i, row in enumerate(monitors) if row["hard"] and row["weight"] > 0
        )
        self.solver: cp_model.CpSolver | None = None

    def events_of(self, monitors: Iterable[int]) -> set[int]:
        """Events that some rules need taught: those they want placed, and those that they count on.

        Rules that only forbid are content when an event stays away.
        """
        found: set[int] = set()
        for monitor in monitors:
            rule, point = self.board.cause_of(monitor)
            if isinstance(rule, AssignTime | AssignResource | LinkEvents) or _wants(rule):
                found.update(point.events)
                for resource in point.resources:
                    found.update(self.problem.events_of[resource])
        return found

    def prepare(self, events: Iterable[int], caller: Caller | None = None) -> Decisions:
        """A model in which only these events are taught; the others stay away."""
        board = self.board
        wanted = set(events)
        whole = [_whole(e, event) for e, event in enumerate(self.problem.events) if e in wanted]
        board.load(Plan(tuple(whole)))
        pieces = [i for i, row in enumerate(board.state.pieces) if row["length"] > 0]
        aim = Aim(soft=False, literals=True)
        return model_of(board, pieces, aim, caller or self._caller)

    def ask(
        self,
        decisions: Decisions,
        monitors: Iterable[int],
        seconds: float,
        caller: Caller | None = None,
    ) -> bool | None:
        """Whether some rules can hold together in a model, the others being given up.

        The rules are fixed before the solve, so that presolve and linear relaxation see them:
        more lessons than times is then plain at once, where assumptions would be tried for long.
        """
        wanted = set(monitors)
        model = decisions.terms.model.clone()
        variables = model.proto.variables
        for monitor, literal in decisions.literals.items():
            domain = variables[literal.index].domain
            domain[0] = domain[1] = int(monitor in wanted)
        effort = Effort(seconds=max(0.05, seconds), deterministic=ENDLESS, relaxation=2)
        self.solver = solver_for(effort)
        status = solve_until(self.solver, model, (caller or self._caller).over)
        if status == cp_model.INFEASIBLE:
            return False
        return True if status in {cp_model.OPTIMAL, cp_model.FEASIBLE} else None

    def show(self, decisions: Decisions) -> None:
        """Put the plan that made the last `ask` say yes onto the board."""
        for piece in np.flatnonzero(self.board.state.pieces["length"]):
            self.board.move(int(piece), 0, -1)
            self.board.keep()
        if self.solver:
            decisions.place(self.solver)

    def plan(self, decisions: Decisions) -> Plan:
        """The plan that made the last `ask` say yes; what was not placed stays unplaced."""
        self.show(decisions)
        lessons = list(self.board.plan().lessons)
        left = [event.duration for event in self.problem.events]
        for lesson in lessons:
            left[lesson.event] -= lesson.duration
        for bundle in gather(self.problem, together=True):
            for event in bundle.events:
                cut = best_cut(replace(bundle, duration=left[event]), []) if left[event] else []
                seats = self._any_seats(event)
                lessons += [Lesson(event=event, duration=x, resources=seats) for x in cut]
        return Plan.complete(self.problem, lessons)

    def _any_seats(self, event: int) -> tuple[int | None, ...]:
        """Resources that may sit in an event that is not placed: nobody minds where."""
        seats = enumerate(self.problem.events[event].seats)
        choices = self._limits.choices
        return tuple(
            next(iter(choices(event, n)), None) if seat.resource is None else seat.resource
            for n, seat in seats
        )

    def core(self, decisions: Decisions, seconds: float) -> Monitors:
        """Of all hard rules, some that contradict each other; empty where none were found."""
        model = decisions.terms.model.clone()
        literals = {monitor: x for monitor, x in decisions.literals.items() if monitor in self.hard}
        model.add_assumptions(list(literals.values()))
        self.solver = solver_for(Effort(seconds=max(0.05, seconds), deterministic=ENDLESS))
        if solve_until(self.solver, model, self._caller.over) != cp_model.INFEASIBLE:
            return frozenset()
        core = set(self.solver.sufficient_assumptions_for_infeasibility())
        return frozenset(i for i, literal in literals.items() if literal.index in core)


def _wants(rule: Rule) -> bool:
    """Whether a rule has a least value, which absent lessons would miss."""
    windows: tuple[Window, ...] = getattr(rule, "windows", ())
    return getattr(rule, "minimum", 0) > 0 or any(window.minimum > 0 for window in windows)


def _whole(number: int, event: Event) -> Lesson:
    seats = tuple(seat.resource for seat in event.seats)
    return Lesson(event=number, duration=event.duration, resources=seats)


class Minimising:
    """Drops rules from a contradiction until each of them is known to be needed.

    Rules are dropped in rows, halved where a row cannot go as a whole. Whenever the rest can be
    kept without one rule, the plan that shows it is rotated, to show the same of other rules. The
    model is built anew, with fewer events, whenever half of them have become irrelevant.
    """

    def __init__(self, court: Court, core: Sequence[int], left: Callable[[], float]) -> None:
        self._court, self._left = court, left
        self.kept = list(core)
        self.needed: set[int] = set()
        self._model: Decisions | None = None
        self._modelled = 0

    @property
    def proved(self) -> bool:
        """Whether every rule that is left is known to be needed."""
        return self.needed >= set(self.kept)

    def run(self) -> None:
        """Try to drop rows of rules, from the first to the last."""
        begin, length = 0, max(1, len(self.kept) // 4)
        while begin < len(self.kept) and self._left() > 0:
            row = self.kept[begin : begin + length]
            if row[0] in self.needed:
                begin += 1
            elif self._refuted([monitor for monitor in self.kept if monitor not in row], row):
                self.kept = [monitor for monitor in self.kept if monitor not in row]
                length *= 2
            elif length > 1:
                length = -(-length // 2)
            else:
                begin += 1
            length = min(length, max(1, len(self.kept) - begin))

    def _refuted(self, trial: list[int], row: list[int]) -> bool:
        """Whether some rules contradict each other; if not, learn which others are needed."""
        decisions = self._current()
        possible = self._court.ask(decisions, trial, min(self._left(), LONGEST_TRIAL))
        if possible and len(row) == 1:
            self._court.show(decisions)
            rotation = Rotation(self._court.board, self.kept)
            rotation.spread(lambda: self._left() <= 0)
            self.needed |= {row[0]} | rotation.needed
        return possible is False

    def _current(self) -> Decisions:
        events = self._court.events_of(self.kept)
        if self._model is None or 2 * len(events) <= self._modelled:
            self._model, self._modelled = self._court.prepare(events), len(events)
        return self._model
