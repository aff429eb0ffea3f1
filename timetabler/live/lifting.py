"""Lessons lifted off a plan that keeps its rules, until a place is found for each of them."""

from typing import NamedTuple

from timetabler.live.compiled import inner
from timetabler.live.conflicts import Conflicts
from timetabler.live.costs import attends, charge, price, row, write
from timetabler.live.state import (
    B_SEATS,
    B_WRITES,
    C_COUNT,
    CELL_SIZE,
    CELLS,
    CONTROL,
    HARD,
    HOLDERS,
    M_HARD,
    M_HIGH,
    M_LOW,
    M_VALUE,
    MONITOR_SIZE,
    MONITORS,
    P_LENGTH,
    P_SEAT,
    P_START,
    PIECE_SIZE,
    PIECES,
    RECORDED,
    ROOM,
    SOFT,
    TAKEN,
    TIMES,
    TOTAL,
    URGED,
    Numbers,
)
from timetabler.live.steps import has_room, move, rewind
from timetabler.live.trials import TWO, below, bundle_of, is_chosen, is_guarded

ENDLESS = 1 << 40  # the trouble of what may not be lifted off
MOST_LIFTED = 14  # pieces, for one that is placed


class Waiting(NamedTuple):
    """Which pieces wait for a place, and what is known of all of them.

    `pieces`, and `lifted` for the piece in hand, begin with how many follow. `trouble` says how
    often each piece found no free place, and one more. One that waits may yet keep a rule, by
    filling a gap for instance: `slack[slack_start[piece]:slack_start[piece + 1]]` are pairs of a
    monitor and by how much its upper bound is raised for that; its lower one, where negative.
    `cells[cell_start[monitor]:cell_start[monitor + 1]]` are the cells of a monitor.
    """

    pieces: Numbers
    lifted: Numbers
    trouble: Numbers
    slack_start: Numbers
    slack: Numbers
    cell_start: Numbers
    cells: Numbers


class Mark(NamedTuple):
    """A point of the log to come back to, and what the plan cost there."""

    recorded: int
    hard: int
    soft: int
    urged: int


@inner
def mark(m: Numbers) -> Mark:
    """Where the log and the costs are now."""
    total = m[TOTAL]
    return Mark(m[m[CONTROL] + RECORDED], m[total + HARD], m[total + SOFT], m[total + URGED])


@inner
def go_back(m: Numbers, point: Mark) -> None:
    """Take back every change since a mark."""
    rewind(m, point.recorded)
    total = m[TOTAL]
    m[total + HARD], m[total + SOFT], m[total + URGED] = point.hard, point.soft, point.urged


@inner
def widen(m: Numbers, waiting: Waiting, piece: int, sign: int) -> None:
    """Widen the bounds that a waiting piece may yet keep (+1), or take that back (-1)."""
    for k in range(waiting.slack_start[piece], waiting.slack_start[piece + 1], 2):
        monitor, amount = row(m, MONITORS, waiting.slack[k], MONITOR_SIZE), waiting.slack[k + 1]
        before, bound = price(m, monitor, m[monitor + M_VALUE]), M_HIGH if amount > 0 else M_LOW
        write(m, monitor + bound, m[monitor + bound] + sign * amount)
        charge(m, monitor, price(m, monitor, m[monitor + M_VALUE]) - before)


@inner
def can_change(m: Numbers, waiting: Waiting, piece: int) -> bool:
    """Whether the log can take one more change of a piece and of the bounds that it widens."""
    control, bundle = m[CONTROL], bundle_of(m, row(m, PIECES, piece, PIECE_SIZE))
    bounds = waiting.slack_start[piece + 1] - waiting.slack_start[piece]
    spare = m[control + ROOM] - m[control + RECORDED] - m[bundle + B_WRITES]
    return has_room(m, piece) and bounds <= spare


@inner
def lift(m: Numbers, waiting: Waiting, piece: int) -> bool:
    """Lift a piece off; whether the log had room for that."""
    if not can_change(m, waiting, piece):
        return False
    move(m, piece, m[row(m, PIECES, piece, PIECE_SIZE) + P_LENGTH], -1)
    widen(m, waiting, piece, 1)
    return True


@inner
def append(pieces: Numbers, piece: int) -> None:
    """Append a piece to an array that begins with how many it holds."""
    pieces[0] += 1
    pieces[pieces[0]] = piece


@inner
def note(waiting: Waiting, piece: int) -> int:
    """Note a piece as lifted for the one in hand; returns its trouble, nothing if noted before."""
    lifted = waiting.lifted
    for i in range(1, lifted[0] + 1):
        if lifted[i] == piece:
            return 0
    if lifted[0] >= MOST_LIFTED:
        return ENDLESS
    append(lifted, piece)
    return int(waiting.trouble[piece])


@inner
def holder(m: Numbers, resource: int, time: int) -> int:
    """The piece, or the sum of several pieces and of one less than they are, at a time."""
    return int(m[m[HOLDERS] + resource * m[m[CONTROL] + TIMES] + time]) - 1


@inner
def note_holders(m: Numbers, waiting: Waiting, piece: int, start: int) -> int:
    """Note who holds the people fixed in a waiting piece at some times; returns their trouble."""
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    bundle, trouble = bundle_of(m, lesson), 0
    waiting.lifted[0] = 0
    for position in range(m[bundle + B_SEATS]):
        resource = m[m[TAKEN] + m[lesson + P_SEAT] + position]
        if resource < 0 or is_chosen(m, bundle, position) or not is_guarded(m, resource):
            continue
        for time in range(start, start + m[lesson + P_LENGTH]):
            there = attends(m, resource, time)
            if there > 1:
                return ENDLESS
            if there == 1:
                trouble += note(waiting, holder(m, resource, time))
    return trouble


@inner
def clear_seat(m: Numbers, waiting: Waiting, piece: int, position: int) -> int:
    """Lift off who else holds what sits in a seat of a placed piece; returns their trouble."""
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    start, trouble = m[lesson + P_START], 0
    resource = m[m[TAKEN] + m[lesson + P_SEAT] + position]
    if resource < 0 or not is_guarded(m, resource):
        return 0
    for time in range(start, start + m[lesson + P_LENGTH]):
        if attends(m, resource, time) == TWO:
            other = holder(m, resource, time) - piece - 1
            trouble += note(waiting, other) if other != piece else ENDLESS
            if trouble >= ENDLESS or not lift(m, waiting, other):
                return ENDLESS
    return trouble


@inner
def relief(m: Numbers, waiting: Waiting, piece: int) -> int:
    """By how much hard rules would be broken less without a piece; nothing changes."""
    lesson, before = row(m, PIECES, piece, PIECE_SIZE), m[m[TOTAL] + HARD]
    if m[lesson + P_START] < 0 or m[lesson + P_LENGTH] == 0:
        return 0
    point = mark(m)
    gain = before - m[m[TOTAL] + HARD] if lift(m, waiting, piece) else 0
    go_back(m, point)
    return int(gain)


@inner
def mildest(
    m: Numbers, waiting: Waiting, conflicts: Conflicts, monitor: int, piece: int, goal: int
) -> int:
    """Of the pieces under a monitor the one that relieves most for its trouble; -1: none does.

    More relief than down to the goal is worth nothing.
    """
    found, least, ties, beyond = -1, 0.0, 0, m[m[TOTAL] + HARD] - goal
    for k in range(conflicts.start[monitor], conflicts.start[monitor + 1]):
        other = conflicts.members[k]
        gain = relief(m, waiting, other) if other != piece else 0
        if gain <= 0 or waiting.trouble[other] >= ENDLESS:
            continue
        score = waiting.trouble[other] / min(gain, beyond)
        ties = ties + 1 if found >= 0 and score == least else 1
        if found < 0 or score < least or (score == least and below(ties) == 0):
            found, least = other, score
    return int(found)


@inner
def is_broken(m: Numbers, index: int) -> bool:
    """Whether a hard rule is broken at a monitor."""
    monitor = row(m, MONITORS, index, MONITOR_SIZE)
    return bool(m[monitor + M_HARD] and price(m, monitor, m[monitor + M_VALUE]) > 0)


@inner
def empty(
    m: Numbers, waiting: Waiting, conflicts: Conflicts, monitor: int, cell: int, piece: int
) -> int:
    """Lift off the pieces under a monitor that one of its cells counts; returns their trouble."""
    trouble, counted = 0, row(m, CELLS, cell, CELL_SIZE) + C_COUNT
    for k in range(conflicts.start[monitor], conflicts.start[monitor + 1]):
        other, before, point = conflicts.members[k], m[counted], mark(m)
        if other == piece or m[row(m, PIECES, other, PIECE_SIZE) + P_START] < 0:
            continue
        if not lift(m, waiting, other):
            return ENDLESS
        if m[counted] < before:
            trouble += note(waiting, other)
        else:
            go_back(m, point)
    return trouble


@inner
def mildest_cell(
    m: Numbers, waiting: Waiting, conflicts: Conflicts, monitor: int, piece: int
) -> int:
    """The cell of a monitor that gives relief when emptied, for the least trouble; -1: none does.

    Who teaches on too many days is helped only by a day without any lesson.
    """
    found, least, before = -1, ENDLESS, m[m[TOTAL] + HARD]
    lifted = waiting.lifted[0]
    for k in range(waiting.cell_start[monitor], waiting.cell_start[monitor + 1]):
        point = mark(m)
        trouble = empty(m, waiting, conflicts, monitor, waiting.cells[k], piece)
        if trouble < least and m[m[TOTAL] + HARD] < before:
            found, least = waiting.cells[k], trouble
        go_back(m, point)
        waiting.lifted[0] = lifted
    return int(found)


@inner
def relieve(
    m: Numbers, waiting: Waiting, conflicts: Conflicts, monitor: int, piece: int, goal: int
) -> int:
    """Lift off what stands in the way of a rule, and note it; returns its trouble."""
    other = mildest(m, waiting, conflicts, monitor, piece, goal)
    if other >= 0:
        trouble = note(waiting, other)
        return trouble if trouble < ENDLESS and lift(m, waiting, other) else ENDLESS
    cell = mildest_cell(m, waiting, conflicts, monitor, piece)
    return empty(m, waiting, conflicts, monitor, cell, piece) if cell >= 0 else ENDLESS
