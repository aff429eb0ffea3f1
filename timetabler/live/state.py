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
OUTSIDE, OUTSIDE_IF_ANY, ANY, COUNT, LESS_ANY, IDLE, LATE, LONELY = range(8)
# All such cells of a monitor together: of their counts (of the lesser of each two, where `low` is
# 2) the sum but for the `high` greatest. They name each other where others name their times.
LEAST = 8
# Moves from place to place: `low` is how many places there are, `high` the pause; in place of times
# it names each track at each time.
MOVES = 9
# How a piece feeds a monitor: by where it stands, by its length, by who sits in its seats.
AWAY, SPREAD, RUNNING, UNPLACED, WRONG_LENGTH, PIECES_HOOK, OF_LENGTH, ORDER = range(8)
EMPTY_SEAT, WRONG_SEAT, DIFFERENT = 8, 9, 10
HARD, SOFT = 0, 1
URGED = 2  # of the total: soft cost and each hard cost times its monitor's own penalty
SMALLEST_LOG = 1 << 15
LONGEST_CHAIN, LINK_OF_CHAIN = 24, 3

MONITOR = np.dtype(
    [(n, np.int64) for n in ("hard", "weight", "form", "low", "high", "scale", "value", "penalty")],
)
CELL = np.dtype(
    [
        (n, np.int64)
        for n in ("monitor", "kind", "low", "high", "count", "part", "first_time", "end_time")
    ],
)
PIECE = np.dtype([(n, np.int64) for n in ("bundle", "length", "start", "seat")])
BUNDLE = np.dtype(
    [
        (n, np.int64)
        for n in (
            *("piece", "pieces", "duration", "seats", "seat", "hook", "hooks"),
            *("shortest", "longest", "domain", "writes", "partner", "partners", "timed"),
        )
    ],
)
HOOK = np.dtype([(n, np.int64) for n in ("kind", "monitor", "seat", "a", "b", "c")])
ECHO_FIELDS = ("echo", "echoes", "map")
SEAT = np.dtype(
    [
        (n, np.int64)
        for n in ("fixed", "first_choice", "choices", "work", "kin", "strict", *ECHO_FIELDS)
    ]
)


class State(NamedTuple):
    """Views of one block of memory; what changes with the plan is marked *."""

    memory: Numbers  # all of it; compiled functions see nothing else
    monitors: Table  # *
    cells: Table  # *
    pieces: Table  # *
    bundles: Table
    hooks: Table
    seats: Table
    choices: Numbers
    maps: Numbers  # track (or -1) in a seat that echoes another one, by who sits in that
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
    time_sets: Numbers  # 1 where a time belongs to a set
    resource_sets: Numbers
    window_start: Numbers  # windows that hold a time: (window set, time) -> window positions
    window_list: Numbers
    running: Numbers  # * pieces of each linked event at each time
    linked: Numbers  # * running events of each link at each time
    link_size: Numbers
    used: Numbers  # * how often each resource is used under each "one resource only" monitor
    pairs: Numbers  # (first bundle, second bundle) of each ordered pair
    domain_start: Numbers  # allowed starts of (bundle, length)
    domain_list: Numbers
    allowed: Numbers  # the same as a table of 0 and 1
    partners: Numbers  # bundles that a wish links to each bundle
    kin_start: Numbers  # seats that a rule wants taken by one resource: (bundle, position) pairs
    kin_list: Numbers
    total: Numbers  # * cost: hard, soft, urged
    log: Numbers  # * places written to since the last final move, with what stood there
    chain: Numbers  # * pieces that push one another out, with their new and their old starts
    control: Numbers  # * log entries; numbers of pairs, times, resources, pieces; see below


def _place(name: str) -> int:
    """Where the memory says at which position a field begins."""
    return State._fields.index(name)


MONITORS, CELLS, PIECES = _place("monitors"), _place("cells"), _place("pieces")
BUNDLES, HOOKS, SEATS = _place("bundles"), _place("hooks"), _place("seats")
CHOICES, MAPS, TAKEN = _place("choices"), _place("maps"), _place("taken")
ATTENDANCE, HOLDERS = _place("attendance"), _place("holders")
CELL_START, CELL_LIST, CELL_TIMES = map(_place, ("cell_start", "cell_list", "cell_times"))
CLASH_START, CLASH_LIST = _place("clash_start"), _place("clash_list")
LOAD_START, LOAD_LIST = _place("load_start"), _place("load_list")
TIME_SETS, RESOURCE_SETS = _place("time_sets"), _place("resource_sets")
WINDOW_START, WINDOW_LIST = _place("window_start"), _place("window_list")
RUNNING_EVENTS, LINKED, LINK_SIZE = map(_place, ("running", "linked", "link_size"))
USED, PAIRS = _place("used"), _place("pairs")
DOMAIN_START, DOMAIN_LIST = _place("domain_start"), _place("domain_list")
ALLOWED, TOTAL, LOG = _place("allowed"), _place("total"), _place("log")
PARTNERS, KIN_START, KIN_LIST = map(_place, ("partners", "kin_start", "kin_list"))
CHAIN, CONTROL = _place("chain"), _place("control")

# Fields of a row, in the order of its table.
M_HARD, M_WEIGHT, M_FORM, M_LOW, M_HIGH, M_SCALE, M_VALUE, M_PENALTY, MONITOR_SIZE = range(9)
C_MONITOR, C_KIND, C_LOW, C_HIGH, C_COUNT, C_PART, C_FIRST, C_END, CELL_SIZE = range(9)
P_BUNDLE, P_LENGTH, P_START, P_SEAT, PIECE_SIZE = range(5)
B_PIECE, B_PIECES, B_DURATION, B_SEATS, B_SEAT, B_HOOK, B_HOOKS = range(7)
B_SHORTEST, B_LONGEST, B_DOMAIN, B_WRITES = range(7, 11)
B_PARTNER, B_PARTNERS, B_TIMED, BUNDLE_SIZE = range(11, 15)
H_KIND, H_MONITOR, H_SEAT, H_A, H_B, H_C, HOOK_SIZE = range(7)
S_FIXED, S_FIRST_CHOICE, S_CHOICES, S_WORK, S_KIN, S_STRICT = range(6)
S_ECHO, S_ECHOES, S_MAP, SEAT_SIZE = range(6, 10)
# Entries of `control`.
RECORDED, ORDERED, TIMES, RESOURCES, ALL_PIECES, ALL_MONITORS, ROOM = range(7)
SAVED = 7  # the total before the first entry of the log
