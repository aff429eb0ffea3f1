"""What a neighbourhood sets free: the decisions that CP-SAT takes, the rest of the plan standing.

The freed pieces are lifted off the board first, so that the board's own counts are the constants
of the model.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from timetabler.live import Board
from timetabler.live.state import State

Place = tuple[int, int, int]  # bundle, length and start


@dataclass(frozen=True)
class Start:
    """A lesson that may come to be: one length of one bundle at one start.

    Where nothing keeps a bundle from being in two lessons at once, each copy of it has a number.
    """

    bundle: int
    length: int
    start: int
    chosen: cp_model.IntVar
    copy: int = 0

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
    """Pieces lifted off a board, with where they were.

    `hint` counts them by bundle, length and start; `seats` says who sat in a seat of each copy.
    """

    pieces: Mapping[int, tuple[int, ...]]
    duration: Mapping[int, int]
    hint: Mapping[Place, int]
    seats: Mapping[tuple[Place, int, int], int]


def lift(board: Board, pieces: Iterable[int]) -> Lifted:
    """Lift pieces off a board."""
    state = board.state
    found: dict[int, list[int]] = defaultdict(list)
    duration: dict[int, int] = defaultdict(int)
    hint: Counter[Place] = Counter()
    seats: dict[tuple[Place, int, int], int] = {}
    for piece in pieces:
        row = state.pieces[piece]
        place = (int(row["bundle"]), int(row["length"]), int(row["start"]))
        found[place[0]].append(piece)
        duration[place[0]] += place[1]
        for position in range(int(state.bundles[place[0]]["seats"])):
            seats[place, hint[place], position] = int(state.taken[row["seat"] + position])
        hint[place] += 1
        board.move(piece, 0, -1)
        board.keep()
    pieces_of = {bundle: tuple(own) for bundle, own in found.items()}
    return Lifted(pieces_of, duration, hint, seats)


def starts_of(state: State, bundle: int, length: int) -> list[int]:
    """Starts that a bundle's lessons of one length may have."""
    row = int(state.bundles[bundle]["domain"]) + length
    first, end = state.domain_start[row], state.domain_start[row + 1]
    return [int(start) for start in state.domain_list[first:end]]


def lengths_of(state: State, bundle: int, duration: int) -> range:
    """Lengths that a bundle's lessons may have within what is free."""
    row = state.bundles[bundle]
    return range(int(row["shortest"]), min(int(row["longest"]), duration) + 1)
