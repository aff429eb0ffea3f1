"""By how much bounds of rules widen for a lesson that waits, since it may yet help to keep them.

A gap may be filled by it, a day begin with it, a day with too few hours get one more. What a lesson
more can only make worse keeps its bounds.
"""

from collections import Counter, defaultdict

from timetabler.live.board import Board
from timetabler.live.ragged import ragged
from timetabler.live.state import (
    ANY,
    COUNT,
    IDLE,
    LATE,
    LESS_ANY,
    LONELY,
    OUTSIDE,
    OUTSIDE_IF_ANY,
    RUNNING,
    SPREAD,
    Numbers,
    Row,
)

NEIGHBOURS = 2  # lonely hours that one more hour can join


class Slack:
    """What each piece of a board, while it waits, adds to the bounds of monitors."""

    def __init__(self, board: Board) -> None:
        self._state, self._horizon = board.state, board.problem.horizon
        self._of_resource: dict[int, Counter[int]] = defaultdict(Counter)
        cells = self._state.cells
        asks = (cells["kind"] == OUTSIDE) & (cells["low"] > 0)
        self._too_few = set(cells["monitor"][asks].tolist())
        for resource in range(len(self._state.attendance)):
            for cell in self._cells_of(resource):
                self._add(self._of_resource[resource], self._state.cells[cell])

    def of_pieces(self) -> tuple[Numbers, Numbers]:
        """For each piece as long as it is now, pairs of a monitor and an amount; see `Waiting`."""
        rows = []
        for piece in self._state.pieces:
            found = self._of_bundle(self._state.bundles[piece["bundle"]], int(piece["length"]))
            rows.append([number for pair in found.items() for number in pair])
        return ragged(rows)

    def _cells_of(self, resource: int) -> set[int]:
        """Cells that count a resource at any time."""
        first = self._state.cell_start[resource * self._horizon]
        end = self._state.cell_start[(resource + 1) * self._horizon]
        return set(self._state.cell_list[first:end].tolist())

    def _add(self, amounts: Counter[int], cell: Row) -> None:
        """What one more hour may mend in a cell."""
        number = int(cell["monitor"])
        monitor, kind = self._state.monitors[number], int(cell["kind"])
        if monitor["low"] > 0 and kind in {ANY, COUNT, IDLE}:
            amounts[number] = -self._horizon if kind == IDLE else -1
        elif kind == LATE:
            amounts[number] = 1 + int(cell["high"])
        elif kind == LONELY:
            amounts[number] = NEIGHBOURS
        elif kind in {IDLE, LESS_ANY} or self._asks_for_more(cell):
            amounts[number] = 1

    @staticmethod
    def _asks_for_more(cell: Row) -> bool:
        """Whether some hours in a cell may be too few."""
        if cell["kind"] == OUTSIDE_IF_ANY:
            return bool(cell["low"] > 1)
        return bool(cell["kind"] == OUTSIDE and cell["low"] > 0)

    def _of_bundle(self, bundle: Row, length: int) -> Counter[int]:
        found: Counter[int] = Counter()
        for seat in self._state.seats[bundle["seat"] : bundle["seat"] + bundle["seats"]]:
            for monitor, amount in self._of_resource.get(int(seat["fixed"]), {}).items():
                found[monitor] += amount * length
        for hook in self._state.hooks[bundle["hook"] : bundle["hook"] + bundle["hooks"]]:
            if hook["kind"] == RUNNING:
                found[int(hook["monitor"])] += self._horizon  # what it is linked to runs alone
            elif hook["kind"] == SPREAD and int(hook["monitor"]) in self._too_few:
                found[int(hook["monitor"])] += 1
        return found
