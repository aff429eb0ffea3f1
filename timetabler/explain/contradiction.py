"""Sets of hard rules that cannot hold together: found as assumption cores, then made minimal."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ortools.sat.python import cp_model

from timetabler.exact.decisions import Aim, Decisions
from timetabler.exact.improve import Effort, solver_for
from timetabler.exact.neighbourhood import model_of
from timetabler.live import Board
from timetabler.live.bundles import gather
from timetabler.model import Event, Lesson, Plan, Problem
from timetabler.rules import AssignResource, AssignTime
from timetabler.solve.begin import best_cut

Monitors = frozenset[int]
UNLIMITED = 1e6
LONGEST_TRIAL = 10.0  # seconds


class Court:
    """Tries sets of rules of one problem; rules are known by their monitors on a board."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.board = Board(problem, together=False)
        monitors = self.board.state.monitors[: len(self.board.sources)]
        self.hard: Monitors = frozenset(
            i for i, row in enumerate(monitors) if row["hard"] and row["weight"] > 0
        )
        self.solver: cp_model.CpSolver | None = None

    def rule_of(self, monitor: int) -> object:
        """The rule of a monitor."""
        return self.problem.rules[self.board.sources[monitor][0]]

    def events_of(self, monitors: Iterable[int]) -> set[int]:
        """Events that some rules want placed, or want a resource for."""
        found: set[int] = set()
        for monitor in monitors:
            number, position = self.board.sources[monitor]
            rule = self.problem.rules[number]
            if isinstance(rule, AssignTime | AssignResource):
                found.add(rule.events[position])
        return found

    def prepare(self, events: Iterable[int]) -> Decisions:
        """A model in which only these events are taught; the others stay away."""
        board = self.board
        wanted = set(events)
        whole = [_whole(e, event) for e, event in enumerate(self.problem.events) if e in wanted]
        board.load(Plan(tuple(whole)))
        pieces = [i for i, row in enumerate(board.state.pieces) if row["length"] > 0]
        return model_of(board, pieces, Aim(soft=False, literals=True))

    def ask(self, decisions: Decisions, monitors: Iterable[int], seconds: float) -> bool | None:
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
        effort = Effort(seconds=max(0.05, seconds), deterministic=UNLIMITED, relaxation=2)
        self.solver = solver_for(effort)
        status = self.solver.solve(model)
        if status == cp_model.INFEASIBLE:
            return False
        return True if status in {cp_model.OPTIMAL, cp_model.FEASIBLE} else None

    def plan(self, decisions: Decisions) -> Plan:
        """The plan that made the last `ask` say yes; what was not placed stays unplaced."""
        if self.solver:
            decisions.place(self.solver)
        lessons = list(self.board.plan().lessons)
        left = [event.duration for event in self.problem.events]
        for lesson in lessons:
            left[lesson.event] -= lesson.duration
        for bundle in gather(self.problem, together=True):
            for event in bundle.events:
                cut = best_cut(replace(bundle, duration=left[event]), []) if left[event] else []
                lessons += [Lesson(event=event, duration=length) for length in cut]
        return Plan.complete(self.problem, lessons)

    def core(self, decisions: Decisions, seconds: float) -> Monitors:
        """Of all hard rules, some that contradict each other; empty where none were found."""
        model = decisions.terms.model.clone()
        literals = {monitor: x for monitor, x in decisions.literals.items() if monitor in self.hard}
        model.add_assumptions(list(literals.values()))
        self.solver = solver_for(Effort(seconds=max(0.05, seconds), deterministic=UNLIMITED))
        if self.solver.solve(model) != cp_model.INFEASIBLE:
            return frozenset()
        core = set(self.solver.sufficient_assumptions_for_infeasibility())
        return frozenset(i for i, literal in literals.items() if literal.index in core)

    def stop(self) -> None:
        """End a running `ask`, from another thread."""
        if self.solver:
            self.solver.stop_search()


def _whole(number: int, event: Event) -> Lesson:
    seats = tuple(seat.resource for seat in event.seats)
    return Lesson(event=number, duration=event.duration, resources=seats)


class Minimising:
    """Drops rules from a contradiction until each of them is known to be needed.

    Rules are dropped in rows, halved where a row cannot go as a whole. The model is built anew,
    with fewer events, whenever half of them have become irrelevant.
    """

    def __init__(self, court: Court, core: Sequence[int], left: Callable[[], float]) -> None:
        self._court, self._left = court, left
        self.kept = list(core)
        self.proved = True
        self._model: Decisions | None = None
        self._modelled = 0

    def run(self) -> None:
        """Try to drop rows of rules, from the first to the last."""
        begin, length = 0, max(1, len(self.kept) // 4)
        while begin < len(self.kept):
            trial = self.kept[:begin] + self.kept[begin + length :]
            if self._refuted(trial, alone=length == 1):
                self.kept = trial
            elif length > 1:
                length = -(-length // 2)
                continue
            else:
                begin += 1
            length = min(2 * length, max(1, len(self.kept) - begin))

    def _refuted(self, trial: list[int], *, alone: bool) -> bool:
        """Whether some rules contradict each other."""
        if self._left() <= 0:
            self.proved = False
            return False
        possible = self._court.ask(self._current(), trial, min(self._left(), LONGEST_TRIAL))
        if alone and possible is None:
            self.proved = False
        return possible is False

    def _current(self) -> Decisions:
        events = self._court.events_of(self.kept)
        if self._model is None or 2 * len(events) <= self._modelled:
            self._model, self._modelled = self._court.prepare(events), len(events)
        return self._model
