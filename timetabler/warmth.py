"""The machine code that every search needs: compiled once, kept on disk, loaded before a clock."""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from timetabler.chances import chances
from timetabler.generate import School, make_school
from timetabler.live import Board
from timetabler.live.ejection import eject
from timetabler.live.verdicts import verdicts
from timetabler.solve.annealer import Annealer
from timetabler.solve.begin import settle
from timetabler.solve.ejector import Ejector
from timetabler.tray.ready import get_ready as get_trays_ready

COMPILING = "compiling machine code, once for this version; takes a minute or more"
_LAST: Any = eject  # of all that warming up compiles
_log = logging.getLogger("timetabler")


def warm_up() -> None:
    """Compile everything compiled; takes a minute or more the first time, then a second."""
    problem, _ = make_school(School(classes=2, teachers=3, days=2, hours=3))
    board = Board(problem)
    settle(board, chances(1))
    verdicts(board, 0)
    shares = iter((0.0, 1.0))
    Annealer(board, chances(1)).round(1.0, shares.__next__)
    shares = iter((0.0, 1.0))
    Ejector(board, chances(1)).mend(shares.__next__)


def get_ready(say: Callable[[str], object] = _log.info) -> float:
    """Load the machine code, compiled first where none is kept, and return seconds of compiling.

    Whatever has a time limit calls this before its clock begins: a limit of seconds would else be
    spent on compiling, and a plan come back in which nothing is placed. `say` hears of compiling
    before it begins. Loading takes a second at most, once in a process, and counts as none.
    """
    if is_loaded():
        return 0.0
    kept, begun = is_kept(), time.monotonic()
    if not kept:
        say(COMPILING)
    warm_up()
    return 0.0 if kept else time.monotonic() - begun


def is_loaded() -> bool:
    """Whether this process has the machine code, or runs plain Python instead."""
    return bool(getattr(_LAST, "signatures", True))


def is_kept() -> bool:
    """Whether there is machine code on disk of these sources."""
    folder = _LAST.stats.cache_path
    return bool(folder) and any(Path(folder).glob("ejection.eject-*.nbi"))


if __name__ == "__main__":
    warm_up()
    get_trays_ready()
