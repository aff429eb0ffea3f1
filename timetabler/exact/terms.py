"""Small pieces of a CP-SAT model: deviations, prices and gaps as linear expressions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ortools.sat.python import cp_model

from timetabler.exact.waiting import Caller
from timetabler.live.state import LINEAR, QUADRATIC, Row

Expression = cp_model.LinearExpr | int
LARGEST = 10**6
OFTEN = 200  # variables after which a model in the making asks whether anybody waits for it
MOST_LINES = 60  # under a square; beyond them it is underestimated


class Bounds(NamedTuple):
    """Least and greatest value without cost, greatest value possible, and the unit's size.

    `farthest` is the greatest deviation that may be, in units.
    """

    low: int
    high: int
    most: int
    scale: int = 1
    farthest: int = LARGEST


@dataclass
class Terms:
    """A model being made, as long as its caller wants it, and the terms of its objective."""

    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    objective: list[Expression] = field(default_factory=list)
    caller: Caller = field(default_factory=Caller)
    _made: int = 0

    def number(self, most: int) -> cp_model.IntVar:
        """A new number from 0 to `most`."""
        return self.model.new_int_var(0, max(0, most), "")

    def flag(self) -> cp_model.IntVar:
        """A new yes or no."""
        self._made += 1
        if self._made % OFTEN == 0:
            self.caller.check()
        return self.model.new_bool_var("")

    def deviation(self, value: Expression, bounds: Bounds) -> Expression:
        """At least how far a value lies outside its bounds, in whole units, rounded up."""
        low, high, most, scale, farthest = bounds
        over, under = max(0, most - high), max(0, low)
        farthest = min(farthest, max(over, under))
        found = self.number(farthest) if farthest else 0
        if over:
            self.model.add(scale * found >= value - high * scale)
        if under:
            self.model.add(scale * found >= low * scale - value)
        return found

    def price(self, monitor: Row, deviation: Expression, most: int, weight: int) -> None:
        """Add what a deviation costs to the objective."""
        if isinstance(deviation, int) and deviation == 0:
            return
        form = int(monitor["form"])
        if form == LINEAR:
            self.objective.append(weight * deviation)
        elif form == QUADRATIC:
            self.objective.append(weight * self._square(deviation, most))
        else:
            missed = self.flag()
            self.model.add(deviation <= max(1, most) * missed)
            self.objective.append(weight * missed)

    def _square(self, deviation: Expression, most: int) -> cp_model.IntVar:
        """The square from below, by the lines through neighbouring whole points: exact there."""
        square = self.number(most * most)
        for k in range(1, min(most, MOST_LINES) + 1):
            self.model.add(square >= (2 * k - 1) * deviation - k * (k - 1))
        return square

    def any_of(self, chosen: Sequence[Expression], *, standing: bool) -> Expression:
        """Whether anything stands already or is chosen."""
        if standing or not chosen:
            return int(standing)
        found = self.flag()
        for now in chosen:
            self.model.add(found >= now)
        self.model.add(found <= sum(chosen))
        return found

    def gaps(self, busy: Sequence[Expression]) -> Expression:
        """At least how many free times lie between busy ones."""
        if len(busy) < 3:  # noqa: PLR2004 - a gap has two sides
            return 0
        before = self._so_far(busy)
        after = self._so_far(busy[::-1])[::-1]
        gaps = []
        for i in range(1, len(busy) - 1):
            if not (_is(busy[i], 1) or _is(before[i - 1], 0) or _is(after[i + 1], 0)):
                gap = self.flag()
                self.model.add(gap >= before[i - 1] + after[i + 1] - busy[i] - 1)
                gaps.append(gap)
        return sum(gaps)

    def _so_far(self, busy: Sequence[Expression]) -> list[Expression]:
        """For each position, whether it or an earlier one is busy."""
        found: list[Expression] = [busy[0]]
        for now in busy[1:]:
            last = found[-1]
            if _is(now, 0) or _is(last, 1):
                found.append(last)
            elif _is(last, 0) or _is(now, 1):
                found.append(now)
            else:
                seen = self.flag()
                self.model.add(seen >= last)
                self.model.add(seen >= now)
                found.append(seen)
        return found


def _is(value: Expression, number: int) -> bool:
    """Whether a value is a known number."""
    return isinstance(value, int) and value == number
