"""Exams into sessions: nobody in two at once, hardly anybody in two a day, seats for all.

Students with the same exams count as one profile with a weight. Every profile is a clique of
exams that exclude each other, which is what the model says, rather than pairs.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from ortools.sat.python import cp_model

from timetabler.chances import chances
from timetabler.exams.model import ExamsWeek
from timetabler.exams.search import Search
from timetabler.patience import Patience

Profiles = Counter[tuple[int, ...]]
ANNEALING = 0.6  # at most this share of the time for a first placement
A_SECOND = 6  # rounds of steps for each second of a week's whole limit, over all attempts
AN_ATTEMPT = 15  # rounds of steps: many short attempts find more than a few long ones
STEPS = 0.02  # seconds of a quiet machine in a round of steps


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


class _Aim:
    """What placements are measured by."""

    def __init__(self, week: ExamsWeek) -> None:
        self.week = week
        self.profiles = profiles_of(week)
        self.clash = clash_price(self.profiles)

    def cost_of(self, sessions: Sequence[int]) -> int:
        """The cost of a placement."""
        week, total = self.week, 0
        for exams, count in self.profiles.items():
            at = [sessions[exam] for exam in exams]
            days = {week.sessions[session].day for session in at}
            clashes = len(at) - len(set(at))
            total += count * (self.clash * clashes + len(at) - len(days))
        for quiet in (False, True):
            total += self.clash * sum(shortage(week, sessions, quiet=quiet).values())
        return total

    def row(self, cost: int) -> tuple[int, int]:
        """Clashes and students without a seat, and exams beyond the first of a day."""
        return divmod(cost, self.clash)


def place(week: ExamsWeek, patience: Patience) -> Placed:
    """Place all exams.

    Cost = clash price x (clashes + students without a seat) + exams of students beyond the first
    of a day.
    """
    if not week.exams:
        return Placed((), 0, 0)
    aim = _Aim(week)
    first = _anneal(aim, patience.part(ANNEALING))
    cost = aim.cost_of(first)
    if cost == 0 or patience.ended():
        return Placed(tuple(first), cost, 0)
    return _place_exactly(aim, first, patience)


def _place_exactly(aim: _Aim, first: Sequence[int], patience: Patience) -> Placed:
    """At least as good a placement, and a bound."""
    model, cost = _Placing(aim), aim.cost_of(first)
    if not model.built(patience):
        return Placed(tuple(first), cost, 0)
    model.hint(first)

    def hear(found: int) -> None:
        if found < cost:
            patience.tell(aim.row(found), "sessions, exactly")

    solved = patience.solve(model.model, hear, workers=2)
    if not solved.found:
        return Placed(tuple(first), cost, 0)
    rows = (own.items() for own in model.chosen)
    found = [next(s for s, chosen in own if solved.value(chosen)) for own in rows]
    best = min((list(first), found), key=aim.cost_of)
    bound = ceil(solved.solver.best_objective_bound - 1e-6)
    return Placed(tuple(best), aim.cost_of(best), min(aim.cost_of(best), max(0, bound)))


def _anneal(aim: _Aim, patience: Patience) -> Sequence[int]:
    """The best placement of a few attempts, of so many steps as fit well into the time.

    The steps are counted beforehand: only a machine that is much slower than usual is cut short by
    the clock, and everywhere else the same seed finds the same placement.
    """
    random, best, cost = chances(patience.limits.seed), list[int](), 0
    attempts = max(1, round(patience.limits.seconds * A_SECOND / AN_ATTEMPT))
    for _ in range(attempts):
        search, done = Search(aim.week, aim.clash, random), 0
        while done < AN_ATTEMPT and not patience.ended():
            search.cool(done / AN_ATTEMPT)
            patience.charge(STEPS)
            done += 1
        tried = aim.cost_of(search.sessions)
        if not best or tried < cost:
            best, cost = list(search.sessions), tried
            patience.tell(aim.row(cost), "sessions, annealing")
        if not cost or patience.ended():
            break
    return best


class _Placing:
    """The model of a week's sessions."""

    def __init__(self, aim: _Aim) -> None:
        self.model = cp_model.CpModel()
        self._week, self._clash, self._profiles = aim.week, aim.clash, aim.profiles
        self._price: list[cp_model.LinearExprT] = []
        self._beyond: list[tuple[cp_model.IntVar, Mapping[tuple[int, int], int], int]] = []
        everywhere = range(len(self._week.sessions))
        self.chosen = [
            {s: self.model.new_bool_var("") for s in exam.sessions or everywhere}
            for exam in self._week.exams
        ]
        for own in self.chosen:
            self.model.add_exactly_one(own.values())

    def built(self, patience: Patience) -> bool:
        """Say all that placements are measured by, unless the caller goes meanwhile."""
        for exams, count in self._profiles.items():
            if patience.gone():
                return False
            self._keep_apart(exams, count)
        self._seats()
        self.model.minimize(sum(self._price))
        return True

    def hint(self, sessions: Sequence[int]) -> None:
        """Let the search begin from a placement, with all that follows from it."""
        for own, session in zip(self.chosen, sessions, strict=True):
            for at, chosen in own.items():
                self.model.add_hint(chosen, at == session)
        for beyond, sizes, free in self._beyond:
            there = sum(size for (exam, at), size in sizes.items() if sessions[exam] == at)
            self.model.add_hint(beyond, max(0, there - free))

    def _at(self, exams: Sequence[int], sessions: Sequence[int]) -> dict[tuple[int, int], int]:
        return {(e, s): 1 for e in exams for s in sessions if s in self.chosen[e]}

    def _keep_apart(self, exams: tuple[int, ...], count: int) -> None:
        """One at a time (or a clash for each beyond it), one a day (or a price for each)."""
        for session in range(len(self._week.sessions)):
            self._at_most(1, self._at(exams, [session]), count * self._clash)
        for day in self._week.days():
            self._at_most(1, self._at(exams, day), count)

    def _at_most(self, free: int, sizes: Mapping[tuple[int, int], int], price: int) -> None:
        """A price for all that is chosen beyond what is free."""
        if sum(sizes.values()) > free:
            beyond = self.model.new_int_var(0, sum(sizes.values()) - free, "")
            taken = sum(size * self.chosen[exam][at] for (exam, at), size in sizes.items())
            self.model.add(beyond >= taken - free)
            self._price.append(price * beyond)
            self._beyond.append((beyond, sizes, free))

    def _seats(self) -> None:
        """No more students in a session than seats of either kind, where that can be."""
        week = self._week
        for quiet in (False, True):
            seats = sum(room.seats for room in week.rooms if room.quiet == quiet)
            sizes = [len(students(week, exam, quiet=quiet)) for exam in range(len(week.exams))]
            if not week.rooms:
                continue
            for session in range(len(week.sessions)):
                here = {
                    (e, session): sizes[e] for e, own in enumerate(self.chosen) if session in own
                }
                self._at_most(seats, here, self._clash)


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
