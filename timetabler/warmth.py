"""Compiling ahead: the machine code that every search needs, made once and kept on disk."""

from timetabler.chances import chances
from timetabler.generate import School, make_school
from timetabler.live import Board
from timetabler.live.verdicts import verdicts
from timetabler.solve.annealer import Annealer
from timetabler.solve.begin import settle


def warm_up() -> None:
    """Compile everything compiled; takes half a minute and more the first time, then a second."""
    problem, _ = make_school(School(classes=2, teachers=3, days=2, hours=3))
    board = Board(problem)
    settle(board, chances(1))
    verdicts(board, 0)
    shares = iter((0.0, 1.0))
    Annealer(board, chances(1)).round(1.0, shares.__next__)


if __name__ == "__main__":
    warm_up()
