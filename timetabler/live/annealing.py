"""Simulated annealing on the live state: thousands of trial moves per call."""

from typing import NamedTuple

import numpy as np

from timetabler.live.compiled import compiled, inlined
from timetabler.live.state import HARD, SOFT, Numbers, State
from timetabler.live.steps import undo
from timetabler.live.trials import below, try_recut, try_relocate, try_reseat


class Stretch(NamedTuple):
    """How one call anneals: trials, temperature, what a hard cost of 1 weighs, move odds in %."""

    trials: int
    temperature: float
    hardness: float
    recut: int
    reseat: int


class Best(NamedTuple):
    """The best plan met so far: its cost (hard, soft) and its shape."""

    cost: Numbers
    lengths: Numbers
    starts: Numbers
    taken: Numbers


@compiled
def sow(seed: int) -> None:
    """Seed the compiled functions' own random numbers."""
    np.random.seed(seed)  # noqa: NPY002


@inlined
def keep_best(s: State, best: Best) -> None:
    """Remember the plan where it beats the best."""
    hard, soft = s.total[HARD], s.total[SOFT]
    if hard < best.cost[HARD] or (hard == best.cost[HARD] and soft < best.cost[SOFT]):
        best.cost[HARD] = hard
        best.cost[SOFT] = soft
        for i in range(len(s.pieces)):
            best.lengths[i] = s.pieces[i].length
            best.starts[i] = s.pieces[i].start
        for i in range(len(s.taken)):
            best.taken[i] = s.taken[i]


@inlined
def attempt(s: State, piece: int, plan: Stretch) -> bool:
    """Try one random move of a piece; it can be undone."""
    dice = below(100)
    if dice < plan.recut:
        return try_recut(s, piece)
    if s.pieces[piece].length == 0:
        return False
    if dice < plan.recut + plan.reseat:
        return try_reseat(s, piece)
    return try_relocate(s, piece)


@compiled
def anneal(s: State, movable: Numbers, plan: Stretch, best: Best) -> int:
    """Run some trials at one temperature; returns how many moves were accepted."""
    accepted = 0
    for _ in range(plan.trials):
        hard, soft = s.total[HARD], s.total[SOFT]
        if not attempt(s, movable[below(len(movable))], plan):
            continue
        worse = (s.total[HARD] - hard) * plan.hardness + (s.total[SOFT] - soft)
        if worse <= 0 or np.random.random() < np.exp(-worse / plan.temperature):  # noqa: NPY002
            s.control[0] = 0
            accepted += 1
            if s.total[HARD] <= best.cost[HARD]:
                keep_best(s, best)
            if best.cost[HARD] + best.cost[SOFT] == 0:
                break
        else:
            undo(s)
    return accepted
