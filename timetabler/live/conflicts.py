"""Which lessons the broken hard rules look at, so that a search can try these more often."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from timetabler.live.board import Board
from timetabler.live.compiled import inner
from timetabler.live.costs import price, row
from timetabler.live.ragged import gathered, ragged
from timetabler.live.state import (
    ALL_MONITORS,
    CONTROL,
    M_HARD,
    M_VALUE,
    MONITOR_SIZE,
    MONITORS,
    Numbers,
)

MOST_AT_ONCE = 4_000


class Conflicts(NamedTuple):
    """Pieces under each hard monitor: members[start[i]:start[i + 1]]; room to gather some."""

    start: Numbers
    members: Numbers
    gathered: Numbers


def conflicts_of(board: Board, movable: Iterable[int], *, chosen: bool = False) -> Conflicts:
    """The pieces that may change under every hard monitor of a board.

    With `chosen`, a resource's are also those that may choose it.
    """
    state, wanted = board.state, set(map(int, movable))
    of_event: dict[int, list[int]] = defaultdict(list)
    of_person: dict[int, list[int]] = defaultdict(list)
    for piece in sorted(wanted):
        bundle = int(state.pieces[piece]["bundle"])
        shape = state.bundles[bundle]
        for event in board.bundles[bundle].events:
            of_event[event].append(piece)
        for seat in state.seats[shape["seat"] : shape["seat"] + shape["seats"]]:
            of_person[int(seat["fixed"])].append(piece)
            first = int(seat["first_choice"])
            for resource in state.choices[first : first + int(seat["choices"]) * chosen]:
                of_person[int(resource)].append(piece)
    rows = []
    for monitor in range(len(board.sources)):
        rule, point = board.cause_of(monitor)
        own = [piece for event in point.events for piece in of_event[event]]
        own += [piece for person in point.resources for piece in of_person[person]]
        rows.append(list(dict.fromkeys(own)) if rule.hard else [])
    return Conflicts(*ragged(rows), np.zeros(MOST_AT_ONCE, np.int64))


def cells_of(board: Board) -> tuple[Numbers, Numbers]:
    """The cells of every monitor of a board: where each monitor's begin, and all of them."""
    watched = np.asarray(board.state.cells["monitor"], np.int64)
    return gathered(watched, np.arange(len(watched)), len(board.state.monitors))


@inner
def gather(m: Numbers, conflicts: Conflicts) -> int:
    """Gather the pieces under hard monitors that are missed now; returns how many."""
    found = 0
    for i in range(min(m[m[CONTROL] + ALL_MONITORS], len(conflicts.start) - 1)):
        monitor = row(m, MONITORS, i, MONITOR_SIZE)
        if m[monitor + M_HARD] and price(m, monitor, m[monitor + M_VALUE]) > 0:
            for k in range(conflicts.start[i], conflicts.start[i + 1]):
                if found < len(conflicts.gathered):
                    conflicts.gathered[found] = conflicts.members[k]
                    found += 1
    return found
