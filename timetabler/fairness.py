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
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.1, seconds)
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    status = solver.solve(model.model)
    found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    doing = tuple(
        frozenset(person for person, chosen in own.items() if found and solver.value(chosen))
        for own in model.chosen
    )
    missing = tuple(task.need - len(own) for task, own in zip(tasks, doing, strict=True))
    return Sharing(doing, missing, status == cp_model.OPTIMAL)


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
        shares = self._people.shares
        average = sum(shares.values()) / len(shares)
        self._price.append(max(1, round(FAIRNESS * average / max(1, shares[person]))) * square)
