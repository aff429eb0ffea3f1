"""Sharing out tasks among people: suitable first, then in proportion to what each should carry.

A small CP-SAT model, solved once for each of its objectives: what an earlier one has reached is
kept before the next is looked at, so no load, however large, outweighs what counts before it. With
`load` the work that somebody carries and `share` what falls to them, the sum of load squared over
share is least where loads are in proportion to shares; squares are built from below by their
tangents, exact at whole numbers.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from timetabler.patience import Limits, Patience, Solved

FAIRNESS = 100  # price of one squared unit of load for somebody with an average share
FOR_ONE = 0.5  # of the time left, for one objective of several

Doing = Sequence[frozenset[int]]


@dataclass(frozen=True, kw_only=True)
class Task:
    """Something that `need` people do at some times; nobody does two things at one time.

    `size` is the load in whole units (lessons, or five minutes). `dislike` says who can do it and
    how badly it suits them, 0 being best, as weighed against fair loads; whoever is not named
    cannot. `above` are costs for each of them that count before dislike and load, each before those
    behind it; `below` is one that counts last. No cost is negative.
    """

    times: frozenset[int]
    dislike: Mapping[int, int]
    need: int = 1
    size: int = 1
    above: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    below: Mapping[int, int] = field(default_factory=dict)

    def costs(self, person: int) -> tuple[tuple[int, ...], int, int]:
        """What it costs to ask somebody: above, dislike and below."""
        return self.above.get(person, ()), self.dislike[person], self.below.get(person, 0)


@dataclass(frozen=True, kw_only=True)
class People:
    """What falls to each person: the share (contract hours, say), and the load carried already.

    `limits` are sets of tasks of which nobody does more than so many, as those of one day; `own`
    are such sets for one person.
    """

    shares: Mapping[int, int]
    before: Mapping[int, int] = field(default_factory=dict)
    limits: Sequence[tuple[frozenset[int], int]] = ()
    own: Mapping[int, Sequence[tuple[frozenset[int], int]]] = field(default_factory=dict)

    def limits_of(self, person: int) -> Sequence[tuple[frozenset[int], int]]:
        """All limits on one person."""
        return [*self.limits, *self.own.get(person, ())]

    def price(self, person: int, extra: int) -> int:
        """What a load beyond the one carried already costs for one person."""
        before = self.before.get(person, 0)
        return fair_price(self, person) * extra * (2 * before + extra)


@dataclass(frozen=True)
class Sharing:
    """Who does each task, how many are missing, and whether nothing better is possible."""

    doing: tuple[frozenset[int], ...]
    missing: tuple[int, ...]
    proved: bool


def share_out(tasks: Sequence[Task], people: People, patience: Patience | None = None) -> Sharing:
    """Find people for all tasks.

    As few are missing as can be; then the costs above, one after another; then suitability and
    fairness together; then the cost below.
    """
    calm = patience or Patience.of(Limits())
    costs, doing = _Costs(tasks, people), _in_turn(tasks, people)
    calm.tell(costs.of(doing), "in turn")
    proved = not any(costs.of(doing))
    if not proved and not calm.ended():
        doing, proved = _improve_all(_Model(costs), doing, calm)
    missing = tuple(task.need - len(own) for task, own in zip(tasks, doing, strict=True))
    return Sharing(tuple(doing), missing, proved)


def _improve_all(model: "_Model", doing: Doing, calm: Patience) -> tuple[Doing, bool]:
    """Each level improved and kept, and whether nothing is better in any."""
    proved = True
    for level in range(len(model.levels)):
        doing, best = _improve(model, level, doing, calm)
        model.keep(level, model.costs.of(doing)[level])
        proved &= best
    return doing, proved


def _improve(model: "_Model", level: int, doing: Doing, calm: Patience) -> tuple[Doing, bool]:
    """Something at least as good at one level, and whether nothing is better."""
    cost, last = model.costs.of(doing), level == len(model.levels) - 1
    if not cost[level] or calm.ended():
        return doing, not cost[level]

    def hear(value: int) -> None:
        if last and value < cost[level]:
            calm.tell((*cost[:level], value), "sharing out")

    solved = model.solve(level, doing, calm.part(1.0 if last else FOR_ONE), hear)
    better = model.read(solved) if solved.found else doing
    if model.costs.of(better) >= cost:
        return doing, solved.proved
    if not last:
        calm.tell(model.costs.of(better), "sharing out")
    return better, solved.proved


def _in_turn(tasks: Sequence[Task], people: People) -> Doing:
    """Tasks with the fewest candidates first, each to whom it costs least as things stand."""
    extra: dict[int, int] = {}
    busy: set[tuple[int, int]] = set()
    done: list[set[int]] = [set() for _ in tasks]

    def price(person: int, task: Task) -> tuple[tuple[int, ...], int, int, int]:
        above, dislike, below = task.costs(person)
        now = extra.get(person, 0)
        dearer = people.price(person, now + task.size) - people.price(person, now)
        return above, dislike + dearer, below, person

    for number in sorted(range(len(tasks)), key=lambda n: len(tasks[n].dislike) - tasks[n].need):
        task = tasks[number]
        able = [
            price(person, task)
            for person in task.dislike
            if not any((person, time) in busy for time in task.times)
            if _may(person, number, people, done)
        ]
        for *_, person in sorted(able)[: task.need]:
            done[number].add(person)
            extra[person] = extra.get(person, 0) + task.size
            busy |= {(person, time) for time in task.times}
    return [frozenset(own) for own in done]


def _may(person: int, task: int, people: People, done: Sequence[set[int]]) -> bool:
    """Whether one task more keeps the limits on a person."""
    sets = (own for own in people.limits_of(person) if task in own[0])
    return all(sum(person in done[n] for n in tasks) < most for tasks, most in sets)


def fair_price(people: People, person: int) -> int:
    """What a squared unit of load costs for one person: less for those with a large share."""
    average = sum(people.shares.values()) / len(people.shares)
    return max(1, round(FAIRNESS * average / max(1, people.shares[person])))


class _Costs:
    """What assignments are measured by: a number for each level, the first counting most."""

    def __init__(self, tasks: Sequence[Task], people: People) -> None:
        self.tasks, self.people = tasks, people
        self.above = max((len(row) for task in tasks for row in task.above.values()), default=0)
        self.levels = self.above + 2 + any(task.below for task in tasks)

    def each(self, task: Task, person: int) -> tuple[int, ...]:
        """Costs above, filled up to the same length, then dislike and the cost below."""
        above, dislike, below = task.costs(person)
        return (*above, *[0] * (self.above - len(above)), dislike, below)

    def of(self, doing: Doing) -> tuple[int, ...]:
        """The cost of an assignment."""
        extra: dict[int, int] = {}
        total = [0] * (self.above + 2)
        missing = 0
        for task, own in zip(self.tasks, doing, strict=True):
            missing += task.need - len(own)
            for person in own:
                extra[person] = extra.get(person, 0) + task.size
                total = [a + b for a, b in zip(total, self.each(task, person), strict=True)]
        total[self.above] += sum(self.people.price(p, load) for p, load in extra.items())
        return (missing, *total)[: self.levels]


class _Model:
    """The model; `levels` are its objectives."""

    def __init__(self, costs: _Costs) -> None:
        self._model = cp_model.CpModel()
        self.costs = costs
        tasks, people = self._tasks, self._people = costs.tasks, costs.people
        self._chosen = [
            {person: self._model.new_bool_var("") for person in task.dislike} for task in tasks
        ]
        self._short = [self._model.new_int_var(0, task.need, "") for task in tasks]
        for task, own, short in zip(tasks, self._chosen, self._short, strict=True):
            self._model.add(sum(own.values()) + short == task.need)
        self._one_at_a_time()
        self._extra: dict[int, cp_model.IntVar] = {}
        self._squares: dict[int, cp_model.IntVar] = {}
        load: list[cp_model.LinearExprT] = [self._load(person) for person in people.shares]
        rows: list[Sequence[cp_model.LinearExprT]] = [self._short]
        rows += [self._priced(level) for level in range(costs.levels - 1)]
        rows[costs.above + 1] = [*load, *rows[costs.above + 1]]
        self.levels = [cp_model.LinearExpr.sum(row) for row in rows]

    def _priced(self, level: int) -> list[cp_model.LinearExprT]:
        """One cost of everybody who is asked for anything."""
        return [
            self.costs.each(task, person)[level] * chosen
            for task, own in zip(self._tasks, self._chosen, strict=True)
            for person, chosen in own.items()
        ]

    def _one_at_a_time(self) -> None:
        busy: dict[tuple[int, int], list[cp_model.IntVar]] = {}
        for task, own in zip(self._tasks, self._chosen, strict=True):
            for person, chosen in own.items():
                for time in task.times:
                    busy.setdefault((person, time), []).append(chosen)
        for together in busy.values():
            if len(together) > 1:
                self._model.add_at_most_one(together)

    def _load(self, person: int) -> cp_model.LinearExprT:
        """Limits on one person, and the price of what they carry beyond what they had."""
        own = [(n, x[person]) for n, x in enumerate(self._chosen) if person in x]
        for tasks, most in self._people.limits_of(person):
            self._model.add(sum(x for n, x in own if n in tasks) <= most)
        most = sum(self._tasks[n].size for n, _ in own)
        extra = self._extra[person] = self._model.new_int_var(0, most, "")
        self._model.add(extra == sum(self._tasks[n].size * x for n, x in own))
        square = self._squares[person] = self._model.new_int_var(0, most * most, "")
        for k in range(1, most + 1):
            self._model.add(square >= (2 * k - 1) * extra - k * (k - 1))
        before = self._people.before.get(person, 0)
        return fair_price(self._people, person) * (2 * before * extra + square)

    def solve(
        self, level: int, doing: Doing, patience: Patience, hear: Callable[[int], None]
    ) -> Solved:
        """Look for something better at one level, beginning from an assignment."""
        self._model.clear_hints()  # type: ignore[no-untyped-call]
        extra = dict.fromkeys(self._squares, 0)
        for task, own, chosen, short in zip(
            self._tasks, doing, self._chosen, self._short, strict=True
        ):
            self._model.add_hint(short, task.need - len(own))
            for person, variable in chosen.items():
                self._model.add_hint(variable, person in own)
                extra[person] += task.size * (person in own)
        for person, square in self._squares.items():
            self._model.add_hint(self._extra[person], extra[person])
            self._model.add_hint(square, extra[person] ** 2)
        self._model.minimize(self.levels[level])
        return patience.solve(self._model, hear)

    def keep(self, level: int, cost: int) -> None:
        """From now on a level costs no more."""
        self._model.add(self.levels[level] <= cost)

    def read(self, solved: Solved) -> Doing:
        """The assignment that was found."""
        return [
            frozenset(person for person, chosen in own.items() if solved.value(chosen))
            for own in self._chosen
        ]
