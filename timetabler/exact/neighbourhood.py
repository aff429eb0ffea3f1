"""A CP-SAT model of the freed part of a plan, with the rules that it touches.

It is built from the same monitors, cells and hooks as the live evaluation, so every rule known
there is known here; ordered events alone are left to the check that follows each solution.
"""

from collections.abc import Iterable
from math import isqrt

from timetabler.exact.attendance import Attendance
from timetabler.exact.decisions import Aim, Decisions
from timetabler.exact.teaching import feed
from timetabler.exact.terms import LARGEST, Bounds, Expression
from timetabler.exact.waiting import Caller
from timetabler.live import Board
from timetabler.live.state import ANY, LINEAR, QUADRATIC, Row


def model_of(
    board: Board, pieces: Iterable[int], aim: Aim, caller: Caller | None = None
) -> Decisions:
    """Lift pieces off the board and model all that can become of them.

    Raises `Abandoned` when the caller wants no more, with the pieces lifted.
    """
    caller = caller or Caller()
    decisions = Decisions(board, pieces, aim, caller)
    caller.check()
    feed(decisions)
    caller.check()
    Attendance(decisions).add()
    caller.check()
    _count(decisions)
    ceiling = decisions.ceiling()
    for monitor, parts in decisions.values.items():
        value = sum(parts) + int(board.state.monitors[monitor]["value"])
        _price(decisions, monitor, value, ceiling)
    decisions.terms.model.minimize(sum(decisions.terms.objective))
    return decisions


def _count(d: Decisions) -> None:
    for cell, added in d.counts.items():
        row = d.state.cells[cell]
        count = int(row["count"])
        if not d.matters(int(row["monitor"])):
            continue
        if row["kind"] == ANY:
            part = d.terms.any_of(added, standing=count > 0)
        else:
            bounds = Bounds(int(row["low"]), int(row["high"]), count + len(added))
            part = d.terms.deviation(sum(added) + count, bounds)
        d.values[int(row["monitor"])].append(part - int(row["part"]))


def _price(d: Decisions, monitor: int, value: Expression, ceiling: int | None) -> None:
    row = d.state.monitors[monitor]
    scale, low, high = int(row["scale"]), int(row["low"]), int(row["high"])
    if d.is_strict(monitor):
        d.require(monitor, value <= high * scale)
        if low:
            d.require(monitor, value >= low * scale)
        return
    weight = int(row["weight"]) * (d.aim.hard_weight if row["hard"] else int(d.aim.soft))
    if weight and not isinstance(value, int):
        most = max(d.aim.farthest, int(row["value"]) // scale, low)
        farthest = most if ceiling is None else min(most, _farthest(row, ceiling))
        deviation = d.terms.deviation(value, Bounds(low, high, high + most, scale, farthest))
        d.terms.price(row, deviation, farthest, weight)


def _farthest(monitor: Row, ceiling: int) -> int:
    """The greatest deviation that costs no more than a ceiling."""
    units = ceiling // int(monitor["weight"])
    form = int(monitor["form"])
    if form == QUADRATIC:
        return isqrt(units)
    return units if form == LINEAR or units == 0 else LARGEST
