"""Ejection: a waiting lesson takes the place of those that are the easiest to place elsewhere."""

from typing import NamedTuple

from timetabler.live.annealing import Best, keep
from timetabler.live.chains import try_relocate
from timetabler.live.compiled import compiled, inner
from timetabler.live.conflicts import Conflicts
from timetabler.live.costs import row
from timetabler.live.lifting import (
    ENDLESS,
    Waiting,
    append,
    can_change,
    clear_seat,
    go_back,
    is_broken,
    lift,
    mark,
    note_holders,
    relieve,
    widen,
)
from timetabler.live.seating import try_reseat
from timetabler.live.state import (
    ALL_MONITORS,
    B_DOMAIN,
    B_SEAT,
    B_SEATS,
    CHOICES,
    CONTROL,
    DOMAIN_LIST,
    DOMAIN_START,
    HARD,
    LOG,
    MONITOR_SIZE,
    MONITORS,
    P_LENGTH,
    P_SEAT,
    P_START,
    PIECE_SIZE,
    PIECES,
    RECORDED,
    S_CHOICES,
    S_FIRST_CHOICE,
    SEAT_SIZE,
    SEATS,
    TAKEN,
    TOTAL,
    Numbers,
)
from timetabler.live.steps import has_room, move, reseat, undo
from timetabler.live.trials import TRIES_FOR_A_ROOM, below, bundle_of, seek_all

RESEAT_ODDS = 20  # % of the moves that stir a plan


class Turns(NamedTuple):
    """How many pieces one call places, and how many moves stir the plan after each of them."""

    pieces: int
    stirs: int


@inner
def lay(m: Numbers, waiting: Waiting, piece: int, start: int) -> bool:
    """Put a waiting piece somewhere; whether the log had room for that."""
    if not can_change(m, waiting, piece):
        return False
    move(m, piece, m[row(m, PIECES, piece, PIECE_SIZE) + P_LENGTH], start)
    widen(m, waiting, piece, -1)
    seek_all(m, piece)
    return True


@inner
def choose(m: Numbers, waiting: Waiting, piece: int, position: int) -> None:
    """Give an open seat to whom the fewest rules are against, once it is free for this piece.

    Of equals it is the one whose other lessons have the least trouble.
    """
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    place = row(m, SEATS, m[bundle_of(m, lesson) + B_SEAT] + position, SEAT_SIZE)
    choices, lifted = m[place + S_CHOICES], waiting.lifted[0]
    found, fewest, least = m[m[TAKEN] + m[lesson + P_SEAT] + position], m[m[TOTAL] + HARD], ENDLESS
    offset, point = below(choices), mark(m)
    for i in range(min(TRIES_FOR_A_ROOM, choices)):
        other = m[m[CHOICES] + m[place + S_FIRST_CHOICE] + (offset + i) % choices]
        reseat(m, piece, position, other)
        trouble, broken = clear_seat(m, waiting, piece, position), m[m[TOTAL] + HARD]
        if trouble < ENDLESS and (broken < fewest or (broken == fewest and trouble < least)):
            found, fewest, least = other, broken, trouble
        go_back(m, point)
        waiting.lifted[0] = lifted
    reseat(m, piece, position, found)


@inner
def choose_all(m: Numbers, waiting: Waiting, piece: int) -> int:
    """Choose for every open seat of a placed piece; returns the trouble of who held them."""
    bundle, trouble = bundle_of(m, row(m, PIECES, piece, PIECE_SIZE)), 0
    for position in range(m[bundle + B_SEATS]):
        if m[row(m, SEATS, m[bundle + B_SEAT] + position, SEAT_SIZE) + S_CHOICES] > 0:
            choose(m, waiting, piece, position)
            trouble += clear_seat(m, waiting, piece, position)
    return trouble


@inner
def make_room(m: Numbers, waiting: Waiting, conflicts: Conflicts, piece: int, goal: int) -> int:
    """Mend a hard rule that this change breaks by lifting off others; returns their trouble."""
    trouble, last = ENDLESS, -1
    first, monitors = m[MONITORS], m[m[CONTROL] + ALL_MONITORS]
    for entry in range(m[m[CONTROL] + RECORDED]):
        monitor = (m[m[LOG] + 2 * entry] - first) // MONITOR_SIZE
        if monitor == last or not 0 <= monitor < monitors or trouble < ENDLESS:
            continue
        last = monitor
        if is_broken(m, monitor):
            trouble = relieve(m, waiting, conflicts, monitor, piece, goal)
    return int(trouble)


@inner
def fit(
    m: Numbers, waiting: Waiting, conflicts: Conflicts, piece: int, start: int, most: int
) -> int:
    """Put a waiting piece somewhere, and lift off others until no more rules are broken.

    Returns the trouble of the others, ENDLESS where it is more than `most` or in vain; the caller
    takes back what was done.
    """
    goal, trouble = m[m[TOTAL] + HARD], note_holders(m, waiting, piece, start)
    if trouble > most:
        return ENDLESS
    for i in range(1, waiting.lifted[0] + 1):
        if not lift(m, waiting, waiting.lifted[i]):
            return ENDLESS
    if not lay(m, waiting, piece, start):
        return ENDLESS
    if m[m[TOTAL] + HARD] > goal:
        trouble += choose_all(m, waiting, piece)
    while m[m[TOTAL] + HARD] > goal and trouble <= most:
        trouble += make_room(m, waiting, conflicts, piece, goal)
    return trouble if trouble <= most else ENDLESS


@inner
def easiest(m: Numbers, waiting: Waiting, conflicts: Conflicts, piece: int) -> int:
    """The start of a waiting piece that gives the least trouble; -1 where there is none."""
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    place = m[DOMAIN_START] + m[bundle_of(m, lesson) + B_DOMAIN] + m[lesson + P_LENGTH]
    found, least, ties = -1, ENDLESS - 1, 0
    for i in range(m[place], m[place + 1]):
        start = m[m[DOMAIN_LIST] + i]
        trouble = fit(m, waiting, conflicts, piece, start, least)
        undo(m)
        if trouble > least:
            continue
        ties = ties + 1 if trouble == least else 1
        if trouble < least or below(ties) == 0:
            found, least = start, trouble
    return int(found)


@inner
def let_wait(m: Numbers, waiting: Waiting) -> None:
    """Make what was lifted off wait, for good."""
    m[m[CONTROL] + RECORDED] = 0
    for i in range(1, waiting.lifted[0] + 1):
        append(waiting.pieces, waiting.lifted[i])


@inner
def place_one(m: Numbers, waiting: Waiting, conflicts: Conflicts) -> None:
    """Place one of the waiting pieces; those lifted off for it wait instead."""
    pieces = waiting.pieces
    drawn = 1 + below(pieces[0])
    piece = pieces[drawn]
    pieces[drawn] = pieces[pieces[0]]
    pieces[0] -= 1
    start = easiest(m, waiting, conflicts, piece)
    if start < 0 or fit(m, waiting, conflicts, piece, start, ENDLESS - 1) == ENDLESS:
        undo(m)
        waiting.lifted[0] = 0
        append(waiting.lifted, piece)
    waiting.trouble[piece] += waiting.lifted[0] > 0
    let_wait(m, waiting)


@inner
def stir(m: Numbers, movable: Numbers, trials: int) -> None:
    """Move what is placed by chance, as long as no more rules are broken."""
    for _ in range(trials):
        piece, before = movable[below(len(movable))], m[m[TOTAL] + HARD]
        if m[row(m, PIECES, piece, PIECE_SIZE) + P_START] < 0:
            continue
        reseated = below(100) < RESEAT_ODDS
        tried = try_reseat(m, piece) if reseated else try_relocate(m, piece, True)
        if tried and m[m[TOTAL] + HARD] > before:
            undo(m)
        m[m[CONTROL] + RECORDED] = 0


@compiled
def clear(m: Numbers, waiting: Waiting, conflicts: Conflicts) -> None:
    """Lift pieces off until none of them would mend a broken rule by being lifted off."""
    for monitor in range(min(m[m[CONTROL] + ALL_MONITORS], len(conflicts.start) - 1)):
        trouble = 0
        while trouble < ENDLESS and is_broken(m, monitor):
            waiting.lifted[0] = 0
            trouble = relieve(m, waiting, conflicts, monitor, -1, 0)
            if trouble >= ENDLESS:
                undo(m)
            else:
                let_wait(m, waiting)


@compiled
def wait(m: Numbers, waiting: Waiting, piece: int) -> None:
    """Let a piece without a place wait for one."""
    has_room(m, piece)
    widen(m, waiting, piece, 1)
    m[m[CONTROL] + RECORDED] = 0
    append(waiting.pieces, piece)


@compiled
def release(m: Numbers, waiting: Waiting) -> None:
    """Let nothing wait any longer: every bound is again what its rule says."""
    for i in range(1, waiting.pieces[0] + 1):
        has_room(m, waiting.pieces[i])
        widen(m, waiting, waiting.pieces[i], -1)
        m[m[CONTROL] + RECORDED] = 0
    waiting.pieces[0] = 0


@compiled
def eject(
    m: Numbers, movable: Numbers, waiting: Waiting, conflicts: Conflicts, best: Best, plan: Turns
) -> int:
    """Place one waiting piece after another until none is left; returns how many are.

    `best` hears of every plan with fewer waiting pieces than any before.
    """
    for _ in range(plan.pieces):
        if waiting.pieces[0] == 0:
            break
        place_one(m, waiting, conflicts)
        if waiting.pieces[0] < best.cost[HARD]:
            best.cost[HARD] = waiting.pieces[0]
            keep(m, best)
        stir(m, movable, plan.stirs)
    return int(waiting.pieces[0])
