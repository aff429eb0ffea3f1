"""Random changes of a live plan, as nobody in their senses would make them."""

from random import Random

from timetabler.live import Board
from timetabler.live.state import RECORDED, ROOM, Row


def stir(board: Board, random: Random, moves: int) -> None:
    """Move pieces, cut them anew and seat anybody anywhere; no event gains or loses any hours.

    It ends where so much has changed since the last final change that no more could be undone.
    """
    for _ in range(moves):
        piece = random.randrange(len(board.state.pieces))
        row = board.state.bundles[board.state.pieces[piece]["bundle"]]
        if board.state.control[RECORDED] + 2 * row["writes"] > board.state.control[ROOM]:
            return
        other = int(row["piece"]) + random.randrange(int(row["pieces"]))
        _share(board, random, {piece, other})
        _seat(board, random, piece, row)


def _share(board: Board, random: Random, pieces: set[int]) -> None:
    """Divide the hours of one or two pieces among them anew, and start them anywhere."""
    left = sum(int(board.state.pieces[piece]["length"]) for piece in pieces)
    for piece, last in zip(sorted(pieces), (len(pieces) == 1, True), strict=False):
        length = left if last else random.randint(0, left)
        start = random.randint(-1, max(-1, board.problem.horizon - max(1, length)))
        board.move(piece, length, start if length else -1)
        left -= length


def _seat(board: Board, random: Random, piece: int, row: Row) -> None:
    position = random.randrange(board.seats_of(int(board.state.pieces[piece]["bundle"])))
    seat = board.state.seats[row["seat"] + position]
    if seat["choices"]:
        chosen = random.randint(-1, int(seat["choices"]) - 1)
        first = int(seat["first_choice"])
        board.reseat(
            piece, position, int(board.state.choices[first + chosen]) if chosen >= 0 else -1
        )
