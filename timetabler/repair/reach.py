"""How far a repair reaches: the lessons hit, then those of the same people, then further."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from random import Random

from timetabler.live import Board

NEAR = 40  # lessons freed beyond the people hit, and doubled from there


def hit_pieces(board: Board, locked: frozenset[int]) -> list[int]:
    """Lessons without which the plan breaks fewer hard rules, and those not placed yet."""
    found = []
    before = board.cost
    lengths = board.state.pieces["length"].copy()
    starts = board.state.pieces["start"].copy()
    for piece in range(len(lengths)):
        if lengths[piece] == 0 or piece in locked:
            continue
        less = board.move(piece, 0, -1)
        board.undo()
        if less.hard < before.hard or starts[piece] < 0:
            found.append(piece)
    return found


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
