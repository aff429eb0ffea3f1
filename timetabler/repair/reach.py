"""How far a repair reaches: the lessons hit, then those of the same people, then further."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from random import Random

import numpy as np

from timetabler.live import Board
from timetabler.live.state import Numbers

NEAR = 40  # lessons freed beyond the people hit, and doubled from there


def hit_pieces(board: Board, locked: frozenset[int]) -> list[int]:
    """Lessons not placed yet, and those without which some broken hard rule is broken less."""
    state = board.state
    broken = _broken(board)
    before = _missed(board, broken)
    lengths, starts = state.pieces["length"].copy(), state.pieces["start"].copy()
    found = []
    for piece in np.flatnonzero(lengths):
        if piece in locked:
            continue
        board.move(int(piece), 0, -1)
        helps = bool((_missed(board, broken) < before).any())
        board.undo()
        if helps or starts[piece] < 0:
            found.append(int(piece))
    return found or _around(board, broken, locked)


def _broken(board: Board) -> Numbers:
    """Hard rules at points where the plan breaks them."""
    count = len(board.sources)
    hard = board.state.monitors["hard"][:count] > 0
    weighty = board.state.monitors["weight"][:count] > 0
    missed = _missed(board, np.arange(count)) > 0
    return np.flatnonzero(hard & weighty & missed)


def _missed(board: Board, monitors: Numbers) -> Numbers:
    """By how much rules are missed."""
    rows = board.state.monitors[monitors]
    value, scale = rows["value"], rows["scale"]
    missed: Numbers = np.maximum(rows["low"] * scale - value, value - rows["high"] * scale)
    return np.maximum(missed, 0)


def _around(board: Board, broken: Numbers, locked: frozenset[int]) -> list[int]:
    """Lessons of everything that broken rules are about, where no lesson alone is to blame."""
    events: set[int] = set()
    for monitor in broken:
        _, point = board.cause_of(int(monitor))
        events.update(point.events)
        for resource in point.resources:
            events.update(board.problem.events_of[resource])
    pieces = np.flatnonzero(board.state.pieces["length"])
    own = (int(piece) for piece in pieces if piece not in locked)
    bundles = board.state.pieces["bundle"]
    return [piece for piece in own if events & set(board.bundles[bundles[piece]].events)]


def reaches(
    board: Board, hit: list[int], locked: frozenset[int], random: Random
) -> Iterator[list[int]]:
    """Ever larger sets of lessons to free, until nothing is left to add."""
    state = board.state
    people: dict[int, list[int]] = defaultdict(list)
    for piece, row in enumerate(state.pieces):
        if row["length"] > 0 and piece not in locked:
            for person in _people(board, piece):
                people[person].append(piece)
    found = dict.fromkeys(hit)
    yield list(found)
    size = 0
    while size < len(found):
        size = len(found)
        _spread(board, found, people, random, size + NEAR if size > len(hit) else None)
        if len(found) > size:
            yield list(found)


def _people(board: Board, piece: int) -> Iterable[int]:
    state = board.state
    row = state.bundles[state.pieces[piece]["bundle"]]
    seats = state.seats[row["seat"] : row["seat"] + row["seats"]]
    return [int(seat["fixed"]) for seat in seats if seat["fixed"] >= 0]


def _spread(
    board: Board,
    found: dict[int, None],
    people: dict[int, list[int]],
    random: Random,
    most: int | None,
) -> None:
    """Add the lessons of everybody in the lessons found, in random order up to a number."""
    near = sorted({person for piece in found for person in _people(board, piece)})
    random.shuffle(near)
    for person in near:
        if most is not None and len(found) >= max(most, 2 * (most - NEAR)):
            return
        found.update(dict.fromkeys(people[person]))
