"""Sets of hard rules that cannot hold together: found as assumption cores, then made minimal."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from timetabler.exact.decisions import Aim, Decisions
from timetabler.exact.improve import Effort, solver_for
from timetabler.exact.neighbourhood import model_of
from timetabler.live import Board
from timetabler.model import Event, Lesson, Plan, Problem
from timetabler.rules import AssignResource, AssignTime

Monitors = frozenset[int]
UNLIMITED = 1e6
LONGEST_TRIAL = 10.0  # seconds


@dataclass(frozen=True)
class Answer:
    """Whether some rules can hold together, as far as known; if not, some that cannot."""

    possible: bool | None
    core: Monitors = frozenset()


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

    def ask(self, decisions: Decisions, monitors: Iterable[int], seconds: float) -> Answer:
        """Whether some rules can hold together in a model."""
        model = decisions.terms.model
        model.clear_assumptions()
        literals = {i: decisions.literals[i] for i in monitors if i in decisions.literals}
        model.add_assumptions(list(literals.values()))
        self.solver = solver_for(Effort(seconds=max(0.05, seconds), deterministic=UNLIMITED))
        status = self.solver.solve(model)
        if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return Answer(possible=True)
        if status != cp_model.INFEASIBLE:
            return Answer(possible=None)
        core = set(self.solver.sufficient_assumptions_for_infeasibility())
        found = frozenset(i for i, literal in literals.items() if literal.index in core)
        return Answer(possible=False, core=found)

    def stop(self) -> None:
        """End a running `ask`, from another thread."""
        if self.solver:
            self.solver.stop_search()


def _whole(number: int, event: Event) -> Lesson:
    seats = tuple(seat.resource for seat in event.seats)
    return Lesson(event=number, duration=event.duration, resources=seats)


class Minimising:
    """Drops rules from a contradiction until each of them is known to be needed.

    Every refutation names the rules that it used, so one solve drops many. The model is built
    anew, with fewer events, whenever half of them have become irrelevant.
    """

    def __init__(self, court: Court, core: Sequence[int], left: Callable[[], float]) -> None:
        self._court, self._left = court, left
        self.kept = list(core)
        self.proved = True
        self._model: Decisions | None = None
        self._modelled = 0

    def run(self) -> None:
        """Shrink by refutations first, then try to drop one rule after another."""
        self._refute(self.kept)
        needed = 0
        while needed < len(self.kept):
            trial = self.kept[:needed] + self.kept[needed + 1 :]
            if not self._refute(trial):
                needed += 1

    def _refute(self, trial: list[int]) -> bool:
        """Whether some rules contradict each other; if so only those used are kept."""
        if self._left() <= 0:
            self.proved = False
            return False
        answer = self._court.ask(self._current(), trial, min(self._left(), LONGEST_TRIAL))
        if answer.possible is False:
            self.kept = [i for i in trial if i in answer.core]
            return True
        self.proved = self.proved and bool(answer.possible)
        return False

    def _current(self) -> Decisions:
        events = self._court.events_of(self.kept)
        if self._model is None or 2 * len(events) <= self._modelled:
            self._model, self._modelled = self._court.prepare(events), len(events)
        return self._model
