"""The arrays of a live plan.

A *piece* is a lesson that may be absent (duration 0). A *bundle* is an event, or several events
that must run together; its pieces are shared by them. A *monitor* is one rule at one point: its
value is the deviation before bounds. A *cell* counts something inside a monitor, for example the
busy times of one teacher's Monday. A *hook* says how a piece feeds a monitor.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Table = npt.NDArray[Any]
Row = Any  # a record of a table; numba knows its fields, the checker cannot

LINEAR, QUADRATIC, STEP = 0, 1, 2
# What a cell adds to its monitor, given its count.
OUTSIDE, OUTSIDE_IF_ANY, ANY, COUNT, IDLE = 0, 1, 2, 3, 4
# How a piece feeds a monitor.
UNPLACED, AWAY, WRONG_LENGTH, PIECES, OF_LENGTH, SPREAD, RUNNING, ORDER = 0, 1, 2, 3, 4, 5, 6, 7
EMPTY_SEAT, WRONG_SEAT, DIFFERENT = 8, 9, 10
HARD, SOFT = 0, 1
PIECE_CHANGE, SEAT_CHANGE = 0, 1

MONITOR = np.dtype(
    [(n, np.int64) for n in ("hard", "weight", "form", "low", "high", "scale", "value")],
    align=True,
)
CELL = np.dtype(
    [
        (n, np.int64)
        for n in ("monitor", "kind", "low", "high", "count", "part", "first_time", "end_time")
    ],
    align=True,
)
PIECE = np.dtype([(n, np.int64) for n in ("bundle", "length", "start", "seat")], align=True)
BUNDLE = np.dtype(
    [
        (n, np.int64)
        for n in (
            *("piece", "pieces", "duration", "seats", "seat", "hook", "hooks"),
            *("shortest", "longest", "domain"),
        )
    ],
    align=True,
)
HOOK = np.dtype([(n, np.int64) for n in ("kind", "monitor", "seat", "a", "b", "c")], align=True)
SEAT = np.dtype([(n, np.int64) for n in ("fixed", "first_choice", "choices", "work")], align=True)
CHANGE = np.dtype([(n, np.int64) for n in ("kind", "index", "length", "start")], align=True)


class State(NamedTuple):
    """Everything the compiled functions see; what changes with the plan is marked *."""

    monitors: Table  # *
    cells: Table  # *
    pieces: Table  # *
    bundles: Table
    hooks: Table
    seats: Table
    choices: Numbers
    taken: Numbers  # * resource in each seat of each piece, -1 for none
    attendance: Numbers  # * lessons of each resource at each time
    holders: Numbers  # * sum of (piece + 1) over those lessons
    cell_start: Numbers  # cells of (resource, time): cell_list[cell_start[i]:cell_start[i + 1]]
    cell_list: Numbers
    cell_times: Numbers
    clash_start: Numbers  # clash monitors of each resource
    clash_list: Numbers
    load_start: Numbers  # workload monitors of each resource
    load_list: Numbers
    load_factor: Numbers
    time_sets: npt.NDArray[np.bool_]
    resource_sets: npt.NDArray[np.bool_]
    window_start: Numbers  # windows that hold a time: (window set, time) -> window positions
    window_list: Numbers
    running: Numbers  # * pieces of each linked event at each time
    linked: Numbers  # * running events of each link at each time
    link_size: Numbers
    used: Numbers  # * how often each resource is used under each "one resource only" monitor
    pairs: Numbers  # (first bundle, second bundle) of each ordered pair
    domain_start: Numbers  # allowed starts of (bundle, length)
    domain_list: Numbers
    allowed: npt.NDArray[np.bool_]  # the same as a table
    total: Numbers  # * cost: hard, soft
    changes: Table  # * what to undo
    chain: Numbers  # * pieces that push one another out, with their new starts
    control: Numbers  # * number of changes recorded; number of ordered pairs
