"""A plan held in arrays, whose cost follows every move in microseconds."""

from timetabler.live.board import Board

__all__ = ["Board"]
