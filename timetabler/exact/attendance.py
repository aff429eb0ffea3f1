"""Rules on resources in a model: clashes, closed times, gaps, days and hours."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from timetabler.exact.decisions import Decisions
from timetabler.exact.terms import LARGEST, Bounds, Expression
from timetabler.live.state import ANY, COUNT, IDLE, LATE, LEAST, LESS_ANY, LONELY, MOVES, Row

Places = dict[int, set[tuple[int, int]]]


@dataclass
class Attendance:
    """When each resource is busy, as far as freed lessons can change it."""

    decisions: Decisions
    busy: dict[tuple[int, int], Expression] = field(default_factory=dict)

    def add(self) -> None:
        """Add clashes and all cells that watch the resources."""
        for resource, time in self.decisions.added:
            self._clash(resource, time)
        joint: dict[int, Places] = defaultdict(dict)
        for cell, places in self._touched().items():
            row = self.decisions.state.cells[cell]
            if row["kind"] == LEAST:
                joint[int(row["monitor"])][cell] = places
            else:
                self._cell(row, sorted(places))
        for monitor, watched in joint.items():
            self._least(monitor, watched)

    def at(self, resource: int, time: int) -> Expression:
        """Whether a resource is busy at a time."""
        found = self.busy.get((resource, time))
        if found is None:
            return int(self.decisions.state.attendance[resource, time] > 0)
        return found

    def _clash(self, resource: int, time: int) -> None:
        d = self.decisions
        chosen = d.added[resource, time]
        standing = int(d.state.attendance[resource, time])
        rules = d.clash_rules(resource)
        strict = any(d.is_strict(monitor) for monitor in rules)
        if strict:
            for monitor in rules:
                if d.is_strict(monitor):
                    d.require(monitor, sum(chosen) <= max(0, 1 - standing))
        elif rules:
            most = standing + len(chosen)
            beyond = d.terms.deviation(sum(chosen) + standing, Bounds(0, 1, most))
            for monitor in rules:
                d.values[monitor].append(beyond - max(0, standing - 1))
        alone = len(chosen) == 1 or (strict and not d.aim.literals)
        self.busy[resource, time] = 1 if standing else self._one(sum(chosen), alone=alone)

    def _one(self, total: Expression, *, alone: bool) -> Expression:
        if alone:
            return total
        busy = self.decisions.terms.flag()
        self.decisions.terms.model.add(total <= LARGEST * busy)
        self.decisions.terms.model.add(total >= busy)
        return busy

    def _least(self, monitor: int, places: Places) -> None:
        """What there is on the days that are not among the so many greatest."""
        d, terms = self.decisions, self.decisions.terms
        row = d.state.cells[next(iter(places))]
        cells, size = range(int(row["first_time"]), int(row["end_time"])), int(row["low"])
        amounts = [self._amount(cell, sorted(places.get(cell, ()))) for cell in cells]
        free: list[Expression] = []
        beyond: list[cp_model.IntVar] = []
        for first in range(0, len(amounts), size):
            parts = amounts[first : first + size]
            free.append(terms.flag())
            beyond.append(terms.number(min(most for _, most in parts)))
            greater: list[Expression] = [0] if size == 1 else [side := terms.flag(), 1 - side]
            for (amount, most), left_out in zip(parts, greater, strict=True):
                terms.model.add(beyond[-1] >= amount - most * (free[-1] + left_out))
        terms.model.add(sum(free) <= int(row["high"]))
        d.values[monitor].append(sum(beyond) - int(d.state.monitors[monitor]["value"]))

    def _amount(self, cell: int, places: Sequence[tuple[int, int]]) -> tuple[Expression, int]:
        """How much a cell counts, and the most that it can."""
        standing, count = self.decisions.state.attendance, self.decisions.state.cells[cell]["count"]
        fresh = [self.at(*place) for place in places if not standing[place]]
        return int(count) + sum(fresh), int(count) + len(fresh)

    def _touched(self) -> dict[int, set[tuple[int, int]]]:
        """Cells that a freed lesson can change, with the places (resource, time)."""
        state = self.decisions.state
        horizon = state.attendance.shape[1]
        found: dict[int, set[tuple[int, int]]] = {}
        for resource, time in self.decisions.added:
            place = resource * horizon + time
            first, end = state.cell_start[place], state.cell_start[place + 1]
            for cell in state.cell_list[first:end]:
                if self.decisions.matters(int(state.cells[cell]["monitor"])):
                    found.setdefault(int(cell), set()).add((resource, time))
        return found

    def _cell(self, row: Row, places: Sequence[tuple[int, int]]) -> None:
        resource = places[0][0]  # the only one of a cell that looks at how its times lie
        values, part = self.decisions.values[int(row["monitor"])], int(row["part"])
        shapes = {IDLE: self._idle, LATE: self._late, LONELY: self._lonely, MOVES: self._moves}
        if shape := shapes.get(int(row["kind"])):
            values.append(shape(row, resource) - part)
            return
        standing = self.decisions.state.attendance
        fresh = [self.at(*place) for place in places if not standing[place]]
        if row["kind"] == COUNT:
            values.append(sum(fresh))
        elif row["kind"] == ANY:
            values.append(self._any(row, fresh) - part)
        elif row["kind"] == LESS_ANY:
            values.append(-self._any(row, fresh) - part)
        else:
            values.append(self._hours(row, fresh) - part)

    def _idle(self, row: Row, resource: int) -> Expression:
        own = self.decisions.state.cell_times[row["first_time"] : row["end_time"]]
        return self.decisions.terms.gaps([self.at(resource, int(time)) for time in own])

    def _late(self, row: Row, resource: int) -> Expression:
        """A day that begins at its second time, or after it."""
        own = self.decisions.state.cell_times[row["first_time"] : row["end_time"]]
        busy = [self.at(resource, int(time)) for time in own]
        second, later = self.decisions.terms.flag(), self.decisions.terms.flag()
        for now in busy[1:]:
            self.decisions.terms.model.add(second >= now - busy[0])
        for now in busy[2:]:
            self.decisions.terms.model.add(later >= now - busy[0] - busy[1])
        return second + int(row["high"]) * later

    def _lonely(self, row: Row, resource: int) -> Expression:
        """Busy times with no busy one beside them."""
        own = self.decisions.state.cell_times[row["first_time"] : row["end_time"]]
        busy = [0, *(self.at(resource, int(time)) for time in own), 0]
        found = [self.decisions.terms.flag() for _ in own]
        for i, flag in enumerate(found):
            self.decisions.terms.model.add(flag >= busy[i + 1] - busy[i] - busy[i + 2])
        return sum(found)

    def _moves(self, row: Row, _resource: int) -> Expression:
        """Lessons at a place with a lesson at another one before, nothing between them."""
        horizon = self.decisions.state.attendance.shape[1]
        named = self.decisions.state.cell_times[row["first_time"] : row["end_time"]]
        busy = [self.at(*divmod(int(name), horizon)) for name in named]
        size, model = int(row["low"]), self.decisions.terms.model
        stops = [busy[first : first + size] for first in range(0, len(busy), size)]
        moved = [self.decisions.terms.flag() for _ in stops]
        for late, now in enumerate(stops):
            for early in range(max(0, late - int(row["high"])), late):
                between = sum(sum(stop) for stop in stops[early + 1 : late])
                for place, before in enumerate(stops[early]):
                    elsewhere = sum(now[:place]) + sum(now[place + 1 :])
                    if not isinstance(before, int) or before:
                        most = moved[late] + 1 - before + between
                        model.add(elsewhere <= (len(now) - 1) * most)
        return sum(moved)

    def _any(self, row: Row, busy: list[Expression]) -> Expression:
        return self.decisions.terms.any_of(busy, standing=bool(row["count"] > 0))

    def _hours(self, row: Row, busy: list[Expression]) -> Expression:
        """Hours of a day with work outside their bounds."""
        low, high, count = int(row["low"]), int(row["high"]), int(row["count"])
        most = count + len(busy)
        if high >= most and low <= 1:
            return 0
        terms = self.decisions.terms
        found = terms.number(max(low, most - high))
        total = sum(busy) + count
        terms.model.add(found >= total - high)
        for now in [1] if count else busy:
            terms.model.add(found >= low * now - total)
        return found
