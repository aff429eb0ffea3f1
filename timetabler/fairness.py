"""Sharing out tasks among people: suitable first, then in proportion to what each should carry.

A small CP-SAT model. With `load` the work that somebody carries and `share` what falls to them, the
sum of load squared over share is least where loads are in proportion to shares; squares are built
from below by their tangents, exact at whole numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

UNMET = 1_000_000  # price of a task's missing person: beyond everything else
FAIRNESS = 100  # price of one squared unit of load for somebody with an average share
UNLIMITED = 1e6


@dataclass(frozen=True, kw_only=True)
class Task:
    """Something that `need` people do at some times; nobody does two things at one time.

    `size` is the load in whole units (lessons, or five minutes). `dislike` says who can do it and
    how badly it suits them, 0 being best; whoever is not named cannot.
    """

    times: frozenset[int]
    dislike: Mapping[int, int]
    need: int = 1
    size: int = 1


@dataclass(frozen=True, kw_only=True)
class People:
    """What falls to each person: the share (contract hours, say), and the load carried already.

    `limits` are sets of tasks of which nobody does more than so many, as those of one day.
    """

    shares: Mapping[int, int]
    before: Mapping[int, int] = field(default_factory=dict)
    limits: Sequence[tuple[frozenset[int], int]] = ()


@dataclass(frozen=True)
class Sharing:
    """Who does each task, how many are missing, and whether nothing better is possible."""

    doing: tuple[frozenset[int], ...]
    missing: tuple[int, ...]
    proved: bool


def share_out(
    tasks: Sequence[Task], people: People, *, seconds: float = 10.0, seed: int = 1
) -> Sharing:
    """Find people for all tasks: as few missing as can be, then suitability and fairness."""
    model = _Model(tasks, people)
    first = _in_turn(tasks, people)
    for own, chosen in zip(first, model.chosen, strict=True):
        for person, variable in chosen.items():
            model.model.add_hint(variable, person in own)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.1, seconds)
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    status = solver.solve(model.model)
    found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    doing = tuple(
        frozenset(person for person, chosen in own.items() if solver.value(chosen)) if found else at
        for own, at in zip(model.chosen, first, strict=True)
    )
    missing = tuple(task.need - len(own) for task, own in zip(tasks, doing, strict=True))
    return Sharing(doing, missing, status == cp_model.OPTIMAL)


def _in_turn(tasks: Sequence[Task], people: People) -> list[frozenset[int]]:
    """Tasks with the fewest candidates first, each to whom it costs least as things stand."""
    load = dict(people.before)
    busy: set[tuple[int, int]] = set()
    done: list[set[int]] = [set() for _ in tasks]
    for number in sorted(range(len(tasks)), key=lambda n: len(tasks[n].dislike) - tasks[n].need):
        task = tasks[number]
        price = {
            person: dislike + fair_price(people, person) * (2 * load.get(person, 0) + task.size)
            for person, dislike in task.dislike.items()
            if not any((person, time) in busy for time in task.times)
            if _may(person, number, people, done)
        }
        for person in sorted(price, key=lambda p: (price[p], p))[: task.need]:
            done[number].add(person)
            load[person] = load.get(person, 0) + task.size
            busy |= {(person, time) for time in task.times}
    return [frozenset(own) for own in done]


def _may(person: int, task: int, people: People, done: Sequence[set[int]]) -> bool:
    """Whether one task more keeps the limits on a person."""
    sets = (own for own in people.limits if task in own[0])
    return all(sum(person in done[n] for n in tasks) < most for tasks, most in sets)


def fair_price(people: People, person: int) -> int:
    """What a squared unit of load costs for one person: less for those with a large share."""
    average = sum(people.shares.values()) / len(people.shares)
    return max(1, round(FAIRNESS * average / max(1, people.shares[person])))


class _Model:
    def __init__(self, tasks: Sequence[Task], people: People) -> None:
        self.model = cp_model.CpModel()
        self.chosen = [
            {person: self.model.new_bool_var("") for person in task.dislike} for task in tasks
        ]
        self._tasks, self._people = tasks, people
        self._price: list[cp_model.LinearExprT] = []
        for task, own in zip(tasks, self.chosen, strict=True):
            short = self.model.new_int_var(0, task.need, "")
            self.model.add(sum(own.values()) + short == task.need)
            self._price.append(UNMET * short)
            self._price += [task.dislike[person] * own[person] for person in own]
        self._one_at_a_time()
        for person in people.shares:
            self._load(person)
        self.model.minimize(sum(self._price))

    def _one_at_a_time(self) -> None:
        busy: dict[tuple[int, int], list[cp_model.IntVar]] = {}
        for task, own in zip(self._tasks, self.chosen, strict=True):
            for person, chosen in own.items():
                for time in task.times:
                    busy.setdefault((person, time), []).append(chosen)
        for together in busy.values():
            if len(together) > 1:
                self.model.add_at_most_one(together)

    def _load(self, person: int) -> None:
        """Limits on one person, and the price of what they carry."""
        own = [(n, x[person]) for n, x in enumerate(self.chosen) if person in x]
        for tasks, most in self._people.limits:
            self.model.add(sum(x for n, x in own if n in tasks) <= most)
        before = self._people.before.get(person, 0)
        load = before + sum(self._tasks[n].size * x for n, x in own)
        most = before + sum(self._tasks[n].size for n, _ in own)
        square = self.model.new_int_var(0, most * most, "")
        for k in range(1, most + 1):
            self.model.add(square >= (2 * k - 1) * load - k * (k - 1))
        self._price.append(fair_price(self._people, person) * square)
