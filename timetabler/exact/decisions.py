"""The decisions of a neighbourhood: which lessons come to be, and who sits in their free seats."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from timetabler.exact.freed import Choice, Lifted, Start, lengths_of, lift, starts_of
from timetabler.exact.terms import Expression, Terms
from timetabler.exact.waiting import Caller
from timetabler.live import Board
from timetabler.live.state import Row


@dataclass(frozen=True, kw_only=True)
class Aim:
    """What a model looks for.

    `hard_weight` prices the hard rules that are broken already (0: no hard rule may be broken);
    `soft` says whether wishes are looked at. With `better`, only plans that cost no more than
    today's are looked for, and today's must keep the hard rules. `times` limits where freed
    lessons may go, `resources` who may newly take their open seats. With `literals` each hard rule
    at each point, being placed included, holds only if its own literal is true; no rule is built
    in. Deviations beyond `farthest`, and beyond today's, are left out.
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

    def __init__(
        self, board: Board, pieces: Iterable[int], aim: Aim, caller: Caller | None = None
    ) -> None:
        self.board, self.state, self.aim = board, board.state, aim
        self.missed = {monitor: board.cost_at(monitor) for monitor in board.missed()}
        self.lifted: Lifted = lift(board, pieces)
        self._clash_rules: dict[int, list[int]] = {}
        self._shut: dict[int, frozenset[int]] = {}
        self.terms = Terms(caller=caller or Caller())
        self.starts: dict[int, list[Start]] = {}
        self.choices: dict[Start, list[Choice]] = defaultdict(list)
        self.added: dict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
        self.values: dict[int, list[Expression]] = defaultdict(list)
        self.counts: dict[int, list[Expression]] = defaultdict(list)
        self.literals: dict[int, cp_model.IntVar] = {}
        self.seated: dict[int, set[int]] = defaultdict(set)
        for ((bundle, *_), *_), resource in self.lifted.seats.items():
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

    def clash_rules(self, resource: int) -> list[int]:
        """Monitors that forbid a resource to be in two places."""
        if resource not in self._clash_rules:
            first, end = self.state.clash_start[resource], self.state.clash_start[resource + 1]
            self._clash_rules[resource] = self.state.clash_list[first:end].tolist()
        return self._clash_rules[resource]

    def _shut_times(self, resource: int) -> frozenset[int]:
        """Times at which a resource is busy with what is not freed, and may not be twice."""
        if resource not in self._shut:
            busy = np.flatnonzero(self.state.attendance[resource] > 0).tolist()
            self._shut[resource] = frozenset(busy if self._is_once(resource) else ())
        return self._shut[resource]

    def _decide(self, bundle: int) -> None:
        duration, seats = self.lifted.duration[bundle], self._seats_of(bundle)
        fixed = [int(seat["fixed"]) for _, seat in seats if seat["fixed"] >= 0]
        shut = frozenset[int]().union(*(self._shut_times(r) for r in fixed))
        once, pieces = any(map(self._is_once, fixed)), int(self.state.bundles[bundle]["pieces"])
        found: list[Start] = []
        for length in lengths_of(self.state, bundle, duration):
            copies = 1 if once else min(pieces, duration // length)
            found += [
                Start(bundle, length, start, self.terms.flag(), copy)
                for start in starts_of(self.state, bundle, length)
                if self._may(bundle, length, start, shut)
                for copy in range(copies)
            ]
        self.starts[bundle] = found
        for position, seat in seats:
            self._seat(found, position, seat)
        self._place_all(bundle, found, duration)

    def _is_once(self, resource: int) -> bool:
        """Whether somebody can be in one lesson at a time only, in this model."""
        rules = () if self.aim.literals else self.clash_rules(resource)
        return any(self.is_strict(monitor) for monitor in rules)

    def _place_all(self, bundle: int, lessons: list[Start], duration: int) -> None:
        """Let as much as was freed come to be, in no more pieces than there are."""
        model, row = self.terms.model, self.state.bundles[bundle]
        placed = sum(x.length * x.chosen for x in lessons)
        model.add(placed <= duration if self.aim.literals else placed == duration)
        lengths = self.state.pieces["length"][row["piece"] : row["piece"] + row["pieces"]]
        model.add(sum(x.chosen for x in lessons) <= int((lengths == 0).sum()))
        for before, x in zip([None, *lessons], lessons, strict=False):
            model.add_hint(x.chosen, x.copy < self.lifted.hint.get((bundle, x.length, x.start), 0))
            if before and x.copy:
                model.add(x.chosen <= before.chosen)

    def _may(self, bundle: int, length: int, start: int, shut: frozenset[int]) -> bool:
        times, own = self.aim.times, range(start, start + length)
        within = (times is None or times.issuperset(own)) and shut.isdisjoint(own)
        return within or (bundle, length, start) in self.lifted.hint

    def _seats_of(self, bundle: int) -> list[tuple[int, Row]]:
        """Positions and rows of the seats in which somebody is, or may be."""
        row = self.state.bundles[bundle]
        seats = self.state.seats[row["seat"] : row["seat"] + row["seats"]]
        used = np.flatnonzero((seats["choices"] > 0) | (seats["fixed"] >= 0))
        return [(int(position), seats[position]) for position in used]

    def _seat(self, lessons: list[Start], position: int, seat: Row) -> None:
        if seat["choices"] > 0:
            for lesson in lessons:
                self._choose(lesson, position, seat)
        else:
            taken = [(lesson, lesson.chosen) for lesson in lessons]
            self._take(int(seat["fixed"]), taken, int(seat["work"]))

    def _choose(self, lesson: Start, position: int, seat: Row) -> None:
        first = int(seat["first_choice"])
        place = lesson.bundle, lesson.length, lesson.start
        before = self.lifted.seats.get((place, lesson.copy, position))
        own = []
        for resource in self.state.choices[first : first + int(seat["choices"])].tolist():
            if resource != before and not self._may_sit(lesson, resource):
                continue
            choice = Choice(lesson, position, resource, self.terms.flag())
            own.append(choice)
            self._take(resource, [(lesson, choice.chosen)], int(seat["work"]))
            self._echo(choice, seat)
            self.terms.model.add_hint(choice.chosen, resource == before)
        self.terms.model.add(sum(c.chosen for c in own) <= lesson.chosen)
        self.choices[lesson] += own

    def _echo(self, choice: Choice, seat: Row) -> None:
        """Let the tracks that follow a seat attend with whom is chosen there."""
        bundle = self.state.bundles[choice.lesson.bundle]
        for position in range(int(seat["echo"]), int(seat["echo"] + seat["echoes"])):
            follower = self.state.seats[bundle["seat"] + position]
            track = int(self.state.maps[follower["map"], choice.resource])
            if track >= 0:
                self._take(track, [(choice.lesson, choice.chosen)], int(follower["work"]))

    def _may_sit(self, lesson: Start, resource: int) -> bool:
        limit = self.aim.resources
        wanted = limit is None or resource in limit or resource in self.seated[lesson.bundle]
        return wanted and self._shut_times(resource).isdisjoint(lesson.times())

    def _take(self, resource: int, taken: list[tuple[Start, cp_model.IntVar]], work: int) -> None:
        for lesson, chosen in taken:
            for time in lesson.times():
                self.added[resource, time].append(chosen)
        first, end = self.state.load_start[resource], self.state.load_start[resource + 1]
        for monitor in self.state.load_list[first:end].tolist():
            self.values[monitor] += [lesson.length * work * chosen for lesson, chosen in taken]

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
