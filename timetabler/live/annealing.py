"""Simulated annealing on the live state: thousands of trial moves per call."""

from typing import NamedTuple

import numpy as np

from timetabler.live.chains import try_relocate
from timetabler.live.compiled import compiled, inner
from timetabler.live.conflicts import Conflicts, gather
from timetabler.live.costs import price, row
from timetabler.live.seating import try_reseat
from timetabler.live.state import (
    ALL_MONITORS,
    CONTROL,
    HARD,
    M_HARD,
    M_PENALTY,
    M_VALUE,
    MONITOR_SIZE,
    MONITORS,
    P_LENGTH,
    P_START,
    PIECE_SIZE,
    PIECES,
    RECORDED,
    SOFT,
    TAKEN,
    TOTAL,
    URGED,
    Numbers,
)
from timetabler.live.steps import undo
from timetabler.live.trials import below, try_recut

MOST_URGENT = 1_000  # times the floor
GATHER_EVERY, TROUBLED_ODDS = 500, 30  # trials; % of them on what broken hard rules look at


class Stretch(NamedTuple):
    """How one call anneals: trials, temperature, odds of moves in %.

    A careful one leaves out moves that end in a new clash: where it is too cold for one to be
    accepted, looking ahead costs less than counting it. What stands under a broken hard rule is
    tried all the same, since a clash may be the lesser evil there.
    """

    trials: int
    temperature: float
    recut: int
    reseat: int
    careful: bool = False


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


@inner
def keep(m: Numbers, best: Best) -> None:
    """Remember the plan as it stands."""
    for i in range(len(best.lengths)):
        lesson = row(m, PIECES, i, PIECE_SIZE)
        best.lengths[i] = m[lesson + P_LENGTH]
        best.starts[i] = m[lesson + P_START]
    for i in range(len(best.taken)):
        best.taken[i] = m[m[TAKEN] + i]


@inner
def keep_best(m: Numbers, best: Best) -> None:
    """Remember the plan where it beats the best."""
    hard, soft = m[m[TOTAL] + HARD], m[m[TOTAL] + SOFT]
    if hard < best.cost[HARD] or (hard == best.cost[HARD] and soft < best.cost[SOFT]):
        best.cost[HARD] = hard
        best.cost[SOFT] = soft
        keep(m, best)


@inner
def attempt(m: Numbers, piece: int, plan: Stretch, careful: bool) -> bool:
    """Try one random move of a piece; it can be undone."""
    dice = below(100)
    if dice < plan.recut:
        return try_recut(m, piece, careful)
    if m[row(m, PIECES, piece, PIECE_SIZE) + P_LENGTH] == 0:
        return False
    if dice < plan.recut + plan.reseat:
        return try_reseat(m, piece)
    return try_relocate(m, piece, careful)


@compiled
def urge(m: Numbers, floor: int, percent: int) -> None:
    """Raise the penalty of every missed hard rule by so many percent, and all to a floor."""
    total = m[TOTAL]
    m[total + URGED] = m[total + SOFT]
    for i in range(m[m[CONTROL] + ALL_MONITORS]):
        monitor = row(m, MONITORS, i, MONITOR_SIZE)
        if not m[monitor + M_HARD]:
            continue
        cost = price(m, monitor, m[monitor + M_VALUE])
        if percent == 0 or m[monitor + M_PENALTY] < floor:
            m[monitor + M_PENALTY] = floor
        elif cost > 0 and m[monitor + M_PENALTY] < MOST_URGENT * floor:
            m[monitor + M_PENALTY] += 1 + m[monitor + M_PENALTY] * percent // 100
        m[total + URGED] += cost * m[monitor + M_PENALTY]


@compiled
def anneal(m: Numbers, movable: Numbers, plan: Stretch, best: Best, conflicts: Conflicts) -> int:
    """Run some trials at one temperature; returns how many moves were accepted."""
    accepted, troubled = 0, 0
    total = m[TOTAL]
    for trial in range(plan.trials):
        before = m[total + URGED]
        if trial % GATHER_EVERY == 0:
            troubled = gather(m, conflicts) if best.cost[HARD] else 0
        hot = troubled > 0 and below(100) < TROUBLED_ODDS
        piece = conflicts.gathered[below(troubled)] if hot else movable[below(len(movable))]
        if not attempt(m, piece, plan, plan.careful and not hot):
            continue
        worse = m[total + URGED] - before
        if worse <= 0 or np.random.random() < np.exp(-worse / plan.temperature):  # noqa: NPY002
            m[m[CONTROL] + RECORDED] = 0
            accepted += 1
            if m[total + HARD] <= best.cost[HARD]:
                keep_best(m, best)
            if best.cost[HARD] + best.cost[SOFT] == 0:
                break
        else:
            undo(m)
    return accepted
