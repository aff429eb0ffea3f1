"""While a lesson is lifted: what the plan would cost with it in each cell of the grid."""

from dataclasses import dataclass

from timetabler.evaluate import Cost
from timetabler.live.board import Board
from timetabler.model import Lesson


@dataclass(frozen=True, slots=True)
class Verdict:
    """A start, and how the cost would change; negative is better."""

    start: int
    hard: int
    soft: int

    @property
    def allowed(self) -> bool:
        """Whether no hard rule would be broken that is not broken now."""
        return self.hard <= 0


def piece_of(board: Board, lesson: Lesson) -> int:
    """The piece that holds a lesson of the plan on the board."""
    state = board.state
    for number, bundle in enumerate(board.bundles):
        if lesson.event not in bundle.events:
            continue
        row = state.bundles[number]
        for piece in range(int(row["piece"]), int(row["piece"]) + int(row["pieces"])):
            own = state.pieces[piece]
            start = -1 if lesson.start is None else lesson.start
            if (own["length"], own["start"]) == (lesson.duration, start):
                return piece
    raise LookupError(f"no such lesson of event {lesson.event}")


def verdicts(board: Board, piece: int) -> list[Verdict]:
    """A verdict on every start that the piece could have; the board stays as it is."""
    length = int(board.state.pieces[piece]["length"])
    now: Cost = board.cost
    found = []
    for start in range(board.problem.horizon - length + 1):
        then = board.move(piece, length, start)
        board.undo()
        found.append(Verdict(start, then.hard - now.hard, then.soft - now.soft))
    return found
