"""Exams into sessions: nobody in two at once, hardly anybody in two a day, seats for all.

Students with the same exams count as one profile with a weight. Every profile is a clique of
exams that exclude each other, which is what the model says, rather than pairs.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from ortools.sat.python import cp_model

from timetabler.chances import chances
from timetabler.exams.model import ExamsWeek
from timetabler.exams.search import Search
from timetabler.solve.options import Clock

Profiles = Counter[tuple[int, ...]]
ANNEALING, ROUNDS = 0.4, 3  # share of the time for a first placement, in so many attempts


@dataclass(frozen=True)
class Placed:
    """A session for every exam, with its cost and a bound that no other can beat."""

    sessions: tuple[int, ...]
    cost: int
    bound: int


def profiles_of(week: ExamsWeek) -> Profiles:
    """Sets of two or more exams that students have, with how many have each."""
    own: dict[int, list[int]] = {}
    for number, exam in enumerate(week.exams):
        for student in exam.students:
            own.setdefault(student, []).append(number)
    return Counter(tuple(exams) for exams in own.values() if len(exams) > 1)


def clash_price(profiles: Profiles) -> int:
    """What one clash weighs: more than a second exam a day for everybody."""
    return 1 + sum(count * len(exams) for exams, count in profiles.items())


def place(week: ExamsWeek, *, seconds: float, seed: int) -> Placed:
    """Place all exams; cost = clash price x clashes + exams beyond one a day, over students."""
    if not week.exams:
        return Placed((), 0, 0)
    clock = Clock(seconds)
    model = _Placing(week)
    first = _anneal(week, model, clock, seed)
    for own, session in zip(model.chosen, first, strict=True):
        for at, chosen in own.items():
            model.model.add_hint(chosen, at == session)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.1, clock.left())
    solver.parameters.num_workers = 2
    solver.parameters.random_seed = seed
    found = [first]
    if solver.solve(model.model) in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        rows = (own.items() for own in model.chosen)
        found.append([next(s for s, chosen in own if solver.value(chosen)) for own in rows])
    best = min(found, key=model.cost_of)
    cost = model.cost_of(best)
    return Placed(tuple(best), cost, min(cost, max(0, ceil(solver.best_objective_bound - 1e-6))))


def _anneal(week: ExamsWeek, model: "_Placing", clock: Clock, seed: int) -> Sequence[int]:
    """The best placement of a few rounds of annealing."""
    random, best, cost = chances(seed), list[int](), 0
    for number in range(ROUNDS):
        search = Search(week, model.clash, random)
        begun, enough = clock.spent(), clock.seconds * ANNEALING * (number + 1) / ROUNDS
        while (spent := clock.spent()) < enough and (not best or cost):
            search.cool((spent - begun) / (enough - begun))
        tried = model.cost_of(search.sessions)
        if not best or tried < cost:
            best, cost = list(search.sessions), tried
    return best


class _Placing:
    def __init__(self, week: ExamsWeek) -> None:
        self.model = cp_model.CpModel()
        self._week = week
        self._profiles = profiles_of(week)
        self.clash = clash_price(self._profiles)
        self._price: list[cp_model.LinearExprT] = []
        everywhere = range(len(week.sessions))
        self.chosen = [
            {s: self.model.new_bool_var("") for s in exam.sessions or everywhere}
            for exam in week.exams
        ]
        for own in self.chosen:
            self.model.add_exactly_one(own.values())
        for exams, count in self._profiles.items():
            self._keep_apart(exams, count)
        self._seats()
        self.model.minimize(sum(self._price))

    def _at(self, exams: Sequence[int], sessions: Sequence[int]) -> list[cp_model.IntVar]:
        return [self.chosen[e][s] for e in exams for s in sessions if s in self.chosen[e]]

    def _keep_apart(self, exams: tuple[int, ...], count: int) -> None:
        """One at a time (or a clash for each beyond it), one a day (or a double)."""
        for session in range(len(self._week.sessions)):
            self._at_most_one(self._at(exams, [session]), count * self.clash)
        for day in self._week.days():
            self._at_most_one(self._at(exams, day), count)

    def _at_most_one(self, chosen: list[cp_model.IntVar], price: int) -> None:
        if len(chosen) > 1:
            beyond = self.model.new_int_var(0, len(chosen) - 1, "")
            self.model.add(beyond >= sum(chosen) - 1)
            self._price.append(price * beyond)

    def _seats(self) -> None:
        """No more students in a session than seats of either kind, where that can be."""
        week = self._week
        for quiet in (False, True):
            seats = sum(room.seats for room in week.rooms if room.quiet == quiet)
            sizes = [len(students(week, exam, quiet=quiet)) for exam in range(len(week.exams))]
            if not week.rooms or sum(sizes) == 0:
                continue
            for session in range(len(week.sessions)):
                here = [
                    sizes[e] * own[session] for e, own in enumerate(self.chosen) if session in own
                ]
                short = self.model.new_int_var(0, sum(sizes), "")
                self.model.add(short >= sum(here) - seats)
                self._price.append(self.clash * short)

    def cost_of(self, sessions: Sequence[int]) -> int:
        """The cost of a placement, counted anew."""
        week, total = self._week, 0
        for exams, count in self._profiles.items():
            at = [sessions[exam] for exam in exams]
            days = {week.sessions[session].day for session in at}
            clashes = len(at) - len(set(at))
            total += count * (self.clash * clashes + len(at) - len(days))
        for quiet in (False, True):
            total += self.clash * sum(shortage(week, sessions, quiet=quiet).values())
        return total


def students(week: ExamsWeek, exam: int, *, quiet: bool) -> frozenset[int]:
    """Students of an exam who sit in quiet rooms, or all the others."""
    own = week.exams[exam].students
    return own & week.apart if quiet else own - week.apart


def shortage(week: ExamsWeek, sessions: Sequence[int], *, quiet: bool) -> Counter[int]:
    """Students of each session beyond the seats of one kind; nothing where no rooms are given."""
    seats = sum(room.seats for room in week.rooms if room.quiet == quiet)
    there: Counter[int] = Counter()
    for exam, session in enumerate(sessions):
        there[session] += len(students(week, exam, quiet=quiet))
    return Counter({s: n - seats for s, n in there.items() if n > seats and week.rooms})
