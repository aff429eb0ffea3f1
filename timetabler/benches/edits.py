"""Editing measured: the verdict on every cell of a lifted lesson, and the price of one move."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from timetabler.benches.results import Results, Row, spread
from timetabler.chances import chances
from timetabler.formats import read_problem
from timetabler.generate import School, make_school
from timetabler.live import Board
from timetabler.live.verdicts import verdicts
from timetabler.model import Problem
from timetabler.solve.begin import scatter

MADE_UP = School(classes=20, teachers=32, days=5, hours=8)
MADE_UP_NAME = "made up"
LIFTS, MOVES = 200, 20_000
MICRO, MILLI = 1e6, 1e3


def measure(results: Results, files: Sequence[Path]) -> Iterator[str]:
    """Gather every file, and a made-up school of some 400 events."""
    runs: list[Row] = [{"source": str(path)} for path in files]
    yield from _table(results.gather([*runs, {"source": MADE_UP_NAME}], _edit))


def _problem(source: str) -> Problem:
    return make_school(MADE_UP)[0] if source == MADE_UP_NAME else read_problem(Path(source)).problem


def _edit(run: Row) -> Row:
    problem = _problem(run["source"])
    board, random = Board(problem), chances(1)
    scatter(board, random)
    lengths = board.state.pieces["length"]
    pieces = [piece for piece in range(len(lengths)) if lengths[piece] > 0]
    lifts = [_milliseconds(lambda: verdicts(board, random.choice(pieces))) for _ in range(LIFTS)]
    lifts.sort()
    return {
        "events": len(problem.events),
        "times": problem.horizon,
        "median": round(lifts[LIFTS // 2], 3),
        "p99": round(lifts[LIFTS * 99 // 100], 3),
        "move": round(_move(board, pieces), 2),
    }


def _milliseconds(body: Callable[[], object]) -> float:
    begun = time.perf_counter()
    body()
    return (time.perf_counter() - begun) * MILLI


def _move(board: Board, pieces: Sequence[int]) -> float:
    """Microseconds of one move with its cost, taken back."""
    random = chances(2)
    wanted = [(random.choice(pieces), random.random()) for _ in range(MOVES)]
    lengths = board.state.pieces["length"]
    begun = time.process_time()
    for piece, chance in wanted:
        length = int(lengths[piece])
        board.move(piece, length, int(chance * (board.problem.horizon - length + 1)))
        board.undo()
    return (time.process_time() - begun) / MOVES * MICRO


def _table(rows: Sequence[Row]) -> Iterator[str]:
    yield f"{'problem':42}{'events':>7}{'times':>6}{'median ms':>11}{'p99 ms':>9}{'move us':>9}"
    for row in rows:
        line = f"{Path(row['source']).stem:42}{row['events']:7}{row['times']:6}"
        yield f"{line}{row['median']:11.2f}{row['p99']:9.2f}{row['move']:9.1f}"
    yield f"milliseconds for all cells of a lesson: {spread(rows, 'median')}"
