"""What a neighbourhood sets free: the decisions that CP-SAT takes, the rest of the plan standing.

The freed pieces are lifted off the board first, so that the board's own counts are the constants
of the model.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from timetabler.live import Board
from timetabler.live.state import State


@dataclass(frozen=True)
class Start:
    """A lesson that may come to be: one length of one bundle at one start."""

    bundle: int
    length: int
    start: int
    chosen: cp_model.IntVar

    def times(self) -> range:
        """Times it would occupy."""
        return range(self.start, self.start + self.length)


@dataclass(frozen=True)
class Choice:
    """A resource that may sit in a free seat of such a lesson."""

    lesson: Start
    seat: int
    resource: int
    chosen: cp_model.IntVar


@dataclass(frozen=True)
class Lifted:
    """Pieces lifted off a board, with where they were."""

    pieces: Mapping[int, tuple[int, ...]]
    duration: Mapping[int, int]
    hint: frozenset[tuple[int, int, int]]
    seats: Mapping[tuple[int, int, int, int], int]


def lift(board: Board, pieces: Iterable[int]) -> Lifted:
    """Lift pieces off a board."""
    state = board.state
    found: dict[int, list[int]] = defaultdict(list)
    duration: dict[int, int] = defaultdict(int)
    hint: set[tuple[int, int, int]] = set()
    seats: dict[tuple[int, int, int, int], int] = {}
    for piece in pieces:
        row = state.pieces[piece]
        place = (int(row["bundle"]), int(row["length"]), int(row["start"]))
        found[place[0]].append(piece)
        duration[place[0]] += place[1]
        hint.add(place)
        for position in range(int(state.bundles[place[0]]["seats"])):
            seats[(*place, position)] = int(state.taken[row["seat"] + position])
        board.move(piece, 0, -1)
        board.keep()
    pieces_of = {bundle: tuple(own) for bundle, own in found.items()}
    return Lifted(pieces_of, duration, frozenset(hint), seats)


def starts_of(state: State, bundle: int, length: int) -> list[int]:
    """Starts that a bundle's lessons of one length may have."""
    row = int(state.bundles[bundle]["domain"]) + length
    first, end = state.domain_start[row], state.domain_start[row + 1]
    return [int(start) for start in state.domain_list[first:end]]


def lengths_of(state: State, bundle: int, duration: int) -> range:
    """Lengths that a bundle's lessons may have within what is free."""
    row = state.bundles[bundle]
    return range(int(row["shortest"]), min(int(row["longest"]), duration) + 1)
