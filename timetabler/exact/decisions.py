"""The decisions of a neighbourhood: which lessons come to be, and who sits in their free seats."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from timetabler.exact.freed import Choice, Lifted, Start, lengths_of, lift, starts_of
from timetabler.exact.terms import Expression, Terms
from timetabler.live import Board
from timetabler.live.state import Row


@dataclass(frozen=True, kw_only=True)
class Aim:
    """What a model looks for.

    `hard_weight` prices the hard rules that are broken already (0: no hard rule may be broken);
    `soft` says whether wishes are looked at, `better` that only plans count that cost no more than
    today's, which keeps hard rules; `times` limits where freed lessons may go, `resources`
    who may newly take their open seats. With
    `literals` each hard rule at each point, being placed included, holds only if its own literal
    is true; no rule is built in. Deviations beyond `farthest`, and beyond today's, are left out.
    """

    hard_weight: int = 0
    soft: bool = True
    better: bool = False
    times: frozenset[int] | None = None
    resources: frozenset[int] | None = None
    literals: bool = False
    farthest: int = 40


class Decisions:
    """Freed pieces of a board as choices; `place` puts a solution back onto the board."""

    def __init__(self, board: Board, pieces: Iterable[int], aim: Aim) -> None:
        self.board, self.state, self.aim = board, board.state, aim
        self.missed = {monitor: board.cost_at(monitor) for monitor in board.missed()}
        self.lifted: Lifted = lift(board, pieces)
        self.terms = Terms()
        self.starts: dict[int, list[Start]] = {}
        self.choices: dict[Start, list[Choice]] = defaultdict(list)
        self.added: dict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
        self.values: dict[int, list[Expression]] = defaultdict(list)
        self.counts: dict[int, list[Expression]] = defaultdict(list)
        self.literals: dict[int, cp_model.IntVar] = {}
        self.seated: dict[int, set[int]] = defaultdict(set)
        for (bundle, *_), resource in self.lifted.seats.items():
            self.seated[bundle].add(resource)
        for bundle in self.lifted.pieces:
            self._decide(bundle)

    def is_strict(self, monitor: int) -> bool:
        """Whether a rule may not be broken at all."""
        hard = bool(self.state.monitors[monitor]["hard"])
        return hard and (self.aim.hard_weight == 0 or monitor not in self.missed)

    def matters(self, monitor: int) -> bool:
        """Whether the model looks at a rule at all."""
        return self.aim.soft or bool(self.state.monitors[monitor]["hard"])

    def require(self, monitor: int, *constraints: cp_model.BoundedLinearExpression | bool) -> None:
        """Add constraints for a hard rule, under its literal where rules have literals."""
        for constraint in constraints:
            added = self.terms.model.add(constraint)
            if self.aim.literals:
                if monitor not in self.literals:
                    self.literals[monitor] = self.terms.flag()
                added.only_enforce_if(self.literals[monitor])

    def ceiling(self) -> int | None:
        """The most that wishes fed by freed lessons may cost together, where that is limited."""
        hard = self.state.monitors["hard"]
        fed = (self.missed.get(monitor, 0) for monitor in self.values if not hard[monitor])
        return sum(fed) if self.aim.better else None

    def _decide(self, bundle: int) -> None:
        duration = self.lifted.duration[bundle]
        found: list[Start] = []
        for length in lengths_of(self.state, bundle, duration):
            for start in starts_of(self.state, bundle, length):
                if self._may(bundle, length, start):
                    found.append(Start(bundle, length, start, self.terms.flag()))
                    self._seat(found[-1])
        self.starts[bundle] = found
        model = self.terms.model
        placed = sum(x.length * x.chosen for x in found)
        model.add(placed <= duration if self.aim.literals else placed == duration)
        row = self.state.bundles[bundle]
        lengths = self.state.pieces["length"][row["piece"] : row["piece"] + row["pieces"]]
        model.add(sum(x.chosen for x in found) <= int((lengths == 0).sum()))
        for x in found:
            model.add_hint(x.chosen, (bundle, x.length, x.start) in self.lifted.hint)

    def _may(self, bundle: int, length: int, start: int) -> bool:
        times = self.aim.times
        within = times is None or all(t in times for t in range(start, start + length))
        return within or (bundle, length, start) in self.lifted.hint

    def _seat(self, lesson: Start) -> None:
        row = self.state.bundles[lesson.bundle]
        for position in range(int(row["seats"])):
            seat = self.state.seats[row["seat"] + position]
            if seat["choices"] > 0:
                self._choose(lesson, position, seat)
            elif seat["fixed"] >= 0:
                self._take(int(seat["fixed"]), lesson, lesson.chosen, int(seat["work"]))

    def _choose(self, lesson: Start, position: int, seat: Row) -> None:
        first, row = int(seat["first_choice"]), self.state.bundles[lesson.bundle]
        before = self.lifted.seats.get((lesson.bundle, lesson.length, lesson.start, position))
        own = []
        for resource in self.state.choices[first : first + int(seat["choices"])]:
            if not self._may_sit(lesson.bundle, int(resource)):
                continue
            choice = Choice(lesson, position, int(resource), self.terms.flag())
            own.append(choice)
            self._take(choice.resource, lesson, choice.chosen, int(seat["work"]))
            self._echo(choice, row, seat)
            self.terms.model.add_hint(choice.chosen, choice.resource == before)
        self.terms.model.add(sum(c.chosen for c in own) <= lesson.chosen)
        self.choices[lesson] += own

    def _echo(self, choice: Choice, bundle: Row, seat: Row) -> None:
        """Let the tracks that follow a seat attend with whom is chosen there."""
        for position in range(int(seat["echo"]), int(seat["echo"] + seat["echoes"])):
            follower = self.state.seats[bundle["seat"] + position]
            track = int(self.state.maps[follower["map"], choice.resource])
            if track >= 0:
                self._take(track, choice.lesson, choice.chosen, int(follower["work"]))

    def _may_sit(self, bundle: int, resource: int) -> bool:
        limit = self.aim.resources
        return limit is None or resource in limit or resource in self.seated[bundle]

    def _take(self, resource: int, lesson: Start, chosen: cp_model.IntVar, work: int) -> None:
        for time in lesson.times():
            self.added[resource, time].append(chosen)
        first, end = self.state.load_start[resource], self.state.load_start[resource + 1]
        for i in range(int(first), int(end)):
            self.values[int(self.state.load_list[i])].append(lesson.length * work * chosen)

    def place(self, solver: cp_model.CpSolver) -> None:
        """Put the solver's solution onto the board."""
        for bundle, starts in self.starts.items():
            row = self.state.bundles[bundle]
            slots = range(int(row["piece"]), int(row["piece"]) + int(row["pieces"]))
            free = [piece for piece in slots if self.state.pieces[piece]["length"] == 0]
            chosen = [x for x in starts if solver.boolean_value(x.chosen)]
            for piece, x in zip(free, chosen, strict=False):
                for choice in self.choices.get(x, []):
                    if solver.boolean_value(choice.chosen):
                        self.board.reseat(piece, choice.seat, choice.resource)
                        self.board.keep()
                self.board.move(piece, x.length, x.start)
                self.board.keep()
