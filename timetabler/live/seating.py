"""Moves of resources that a search tries: into one seat, or into all seats that are kin."""

from timetabler.live.compiled import compiled, inner
from timetabler.live.costs import attends, row
from timetabler.live.state import (
    ALL_PIECES,
    B_PIECE,
    B_PIECES,
    B_SEAT,
    B_SEATS,
    BUNDLE_SIZE,
    BUNDLES,
    CHOICES,
    CONTROL,
    HOLDERS,
    KIN_LIST,
    KIN_START,
    P_LENGTH,
    P_SEAT,
    P_START,
    PIECE_SIZE,
    PIECES,
    S_CHOICES,
    S_FIRST_CHOICE,
    S_KIN,
    SEAT_SIZE,
    SEATS,
    TAKEN,
    TIMES,
    Numbers,
)
from timetabler.live.steps import reseat
from timetabler.live.trials import TWO, below, bundle_of, parts_kin, seek_free

NOBODY_IN, KIN_IN, SWAP_IN = 25, 2, 4  # one try in so many; all but one in so many
EXCHANGE_IN, LOOKS = 3, 40  # one try in so many; how often it looks for somebody to change with


@inner
def is_open(m: Numbers, bundle: int, position: int, resource: int) -> bool:
    """Whether a seat of a bundle may be given to a resource."""
    place = row(m, SEATS, m[bundle + B_SEAT] + position, SEAT_SIZE)
    first = m[CHOICES] + m[place + S_FIRST_CHOICE]
    found = False
    for i in range(first, first + m[place + S_CHOICES]):
        found = found or m[i] == resource
    return found


@inner
def another(m: Numbers, place: int) -> int:
    """Somebody who may take a seat, or now and then nobody."""
    if below(NOBODY_IN) == 0:
        return -1
    return int(m[m[CHOICES] + m[place + S_FIRST_CHOICE] + below(m[place + S_CHOICES])])


@compiled
def try_reseat(m: Numbers, piece: int) -> bool:
    """Give a free seat, or all its kin, to another resource; who holds it may take the old one."""
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    bundle = bundle_of(m, lesson)
    position = below(m[bundle + B_SEATS])
    place = row(m, SEATS, m[bundle + B_SEAT] + position, SEAT_SIZE)
    if m[place + S_CHOICES] == 0:
        return False
    old = m[m[TAKEN] + m[lesson + P_SEAT] + position]
    if old >= 0 and m[place + S_KIN] >= 0 and below(EXCHANGE_IN) == 0:
        return exchange(m, place, bundle, position, old)
    new = another(m, place)
    if new == old:
        return False
    together = m[place + S_KIN] >= 0 and not parts_kin(m, place, KIN_IN)
    if together:
        reseat_kin(m, m[place + S_KIN], old, new)
    else:
        reseat(m, piece, position, new)
    if new >= 0 and m[lesson + P_START] >= 0 and below(SWAP_IN) > 0:
        make_way(m, piece, new, old)
    return True


@inner
def exchange(m: Numbers, place: int, bundle: int, position: int, old: int) -> bool:
    """Let two resources change all their seats of two groups, so that neither works more."""
    pieces = m[m[CONTROL] + ALL_PIECES]
    for _ in range(LOOKS):
        lesson = row(m, PIECES, below(pieces), PIECE_SIZE)
        there = bundle_of(m, lesson)
        other = below(m[there + B_SEATS])
        instead = row(m, SEATS, m[there + B_SEAT] + other, SEAT_SIZE)
        new = m[m[TAKEN] + m[lesson + P_SEAT] + other]
        apart = m[instead + S_KIN] >= 0 and m[instead + S_KIN] != m[place + S_KIN]
        if not apart or new < 0 or new == old or not is_open(m, bundle, position, new):
            continue
        if is_open(m, there, other, old):
            reseat_kin(m, m[place + S_KIN], old, new)
            reseat_kin(m, m[instead + S_KIN], new, old)
            return True
    return False


@inner
def reseat_kin(m: Numbers, group: int, old: int, new: int) -> None:
    """Let a resource take over all seats of a group that another one holds, where it may."""
    first, end = m[m[KIN_START] + group], m[m[KIN_START] + group + 1]
    for i in range(m[KIN_LIST] + first, m[KIN_LIST] + end, 2):
        bundle, position = row(m, BUNDLES, m[i], BUNDLE_SIZE), m[i + 1]
        if new >= 0 and not is_open(m, bundle, position, new):
            continue
        for piece in range(m[bundle + B_PIECE], m[bundle + B_PIECE] + m[bundle + B_PIECES]):
            lesson = row(m, PIECES, piece, PIECE_SIZE)
            if m[m[TAKEN] + m[lesson + P_SEAT] + position] == old:
                reseat(m, piece, position, new)


@inner
def make_way(m: Numbers, piece: int, new: int, old: int) -> None:
    """Let those who hold a resource while a piece now wants it take the piece's old one."""
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    start = m[lesson + P_START]
    for time in range(start, start + m[lesson + P_LENGTH]):
        if attends(m, new, time) == TWO:
            held = m[m[HOLDERS] + new * m[m[CONTROL] + TIMES] + time]
            yield_seat(m, held - piece - TWO, new, old)


@inner
def yield_seat(m: Numbers, piece: int, resource: int, instead: int) -> None:
    """Let the free seat of a piece that holds a resource take a free one, or another instead."""
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    bundle = bundle_of(m, lesson)
    for position in range(m[bundle + B_SEATS]):
        if m[m[TAKEN] + m[lesson + P_SEAT] + position] != resource:
            continue
        if below(2) == 0:
            seek_free(m, piece, position)
        place = row(m, SEATS, m[bundle + B_SEAT] + position, SEAT_SIZE)
        gone = m[m[TAKEN] + m[lesson + P_SEAT] + position] != resource
        if gone or m[place + S_CHOICES] == 0:
            return
        if instead < 0 or is_open(m, bundle, position, instead):
            if m[place + S_KIN] >= 0 and not parts_kin(m, place, KIN_IN):
                reseat_kin(m, m[place + S_KIN], resource, instead)
            else:
                reseat(m, piece, position, instead)
        return
