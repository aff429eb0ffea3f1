"""Moves of lessons that a search tries by themselves, and free resources for their seats."""

import numpy as np

from timetabler.live.compiled import compiled, inner
from timetabler.live.costs import attends, row
from timetabler.live.state import (
    ALLOWED,
    B_DOMAIN,
    B_LONGEST,
    B_PIECE,
    B_PIECES,
    B_SEAT,
    B_SEATS,
    B_SHORTEST,
    BUNDLE_SIZE,
    BUNDLES,
    CHOICES,
    CLASH_LIST,
    CLASH_START,
    CONTROL,
    DOMAIN_LIST,
    DOMAIN_START,
    HOLDERS,
    M_HARD,
    MONITOR_SIZE,
    MONITORS,
    P_BUNDLE,
    P_LENGTH,
    P_SEAT,
    P_START,
    PIECE_SIZE,
    PIECES,
    RECORDED,
    S_CHOICES,
    S_FIRST_CHOICE,
    S_FIXED,
    S_KIN,
    S_STRICT,
    SEAT_SIZE,
    SEATS,
    TAKEN,
    TIMES,
    TOTAL,
    URGED,
    Numbers,
)
from timetabler.live.steps import move, reseat, undo

TRIES_FOR_A_ROOM = 12
ALONE_IN, STRICT_SELDOM = 4, 1_000  # one try in so many
TWO = 2  # seats of one resource at one time: its holders are then two pieces, no more


@inner
def below(limit: int) -> int:
    """A random number from 0 to limit - 1."""
    return int(np.random.random() * limit)  # noqa: NPY002


@inner
def bundle_of(m: Numbers, lesson: int) -> int:
    """Address of the bundle of a piece at an address."""
    return row(m, BUNDLES, m[lesson + P_BUNDLE], BUNDLE_SIZE)


@inner
def random_start(m: Numbers, bundle: int, length: int) -> int:
    """An allowed start; -1 where there is none."""
    place = m[DOMAIN_START] + m[bundle + B_DOMAIN] + length
    first, size = m[place], m[place + 1] - m[place]
    return int(m[m[DOMAIN_LIST] + first + below(size)]) if size > 0 else -1


@inner
def may_start(m: Numbers, bundle: int, length: int, start: int) -> bool:
    """Whether a start is allowed."""
    times = m[m[CONTROL] + TIMES]
    if start < 0 or start >= times:
        return False
    return bool(m[m[ALLOWED] + (m[bundle + B_DOMAIN] + length) * times + start] == 1)


@inner
def crowd(m: Numbers, resource: int, start: int, length: int) -> int:
    """The most seats that a resource takes at any of some times."""
    most = 0
    for time in range(start, start + length):
        most = max(most, attends(m, resource, time))
    return most


@inner
def seek_free(m: Numbers, piece: int, position: int) -> None:
    """Give a seat to a resource that is free, where the one in it is not."""
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    place = row(m, SEATS, m[bundle_of(m, lesson) + B_SEAT] + position, SEAT_SIZE)
    choices, start, length = m[place + S_CHOICES], m[lesson + P_START], m[lesson + P_LENGTH]
    if choices < 1 or start < 0:
        return
    taken = m[m[TAKEN] + m[lesson + P_SEAT] + position]
    if taken >= 0 and crowd(m, taken, start, length) < TWO:
        return
    offset = below(choices)
    for i in range(min(TRIES_FOR_A_ROOM, choices)):
        other = m[m[CHOICES] + m[place + S_FIRST_CHOICE] + (offset + i) % choices]
        if crowd(m, other, start, length) == 0:
            reseat(m, piece, position, other)
            return


@inner
def parts_kin(m: Numbers, place: int, one_in: int) -> bool:
    """Whether to change a seat without its kin: very seldom where a hard rule is against it."""
    return below(one_in * STRICT_SELDOM if m[place + S_STRICT] else one_in) == 0


@inner
def seek_all(m: Numbers, piece: int) -> None:
    """Seek free resources for the free seats of a piece, seldom where all kin should agree."""
    bundle = bundle_of(m, row(m, PIECES, piece, PIECE_SIZE))
    for position in range(m[bundle + B_SEATS]):
        place = row(m, SEATS, m[bundle + B_SEAT] + position, SEAT_SIZE)
        if m[place + S_CHOICES] > 0 and (m[place + S_KIN] < 0 or parts_kin(m, place, ALONE_IN)):
            seek_free(m, piece, position)


@compiled
def settle_best(m: Numbers, piece: int) -> None:
    """Give a piece the start where the plan costs least, the first of equals; for good."""
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    length = m[lesson + P_LENGTH]
    place = m[DOMAIN_START] + m[bundle_of(m, lesson) + B_DOMAIN] + length
    chosen, least = -1, 0
    for i in range(m[place], m[place + 1]):
        start = m[m[DOMAIN_LIST] + i]
        move(m, piece, length, start)
        seek_all(m, piece)
        cost = m[m[TOTAL] + URGED]
        undo(m)
        if chosen < 0 or cost < least:
            chosen, least = start, cost
    if chosen >= 0:
        move(m, piece, length, chosen)
        seek_all(m, piece)
        m[m[CONTROL] + RECORDED] = 0


@compiled
def try_recut(m: Numbers, piece: int, careful: bool) -> bool:
    """Share the duration of a piece and of a sister anew; either may vanish.

    A careful one is not tried where somebody would be in two places.
    """
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    bundle = bundle_of(m, lesson)
    shortest, longest = m[bundle + B_SHORTEST], m[bundle + B_LONGEST]
    other = m[bundle + B_PIECE] + below(m[bundle + B_PIECES])
    before = m[row(m, PIECES, other, PIECE_SIZE) + P_LENGTH]
    length = shortest + below(longest - shortest + 1)
    rest = m[lesson + P_LENGTH] + before - length
    bad_rest = rest < 0 or rest > longest or 0 < rest < shortest
    if other == piece or length == m[lesson + P_LENGTH] or bad_rest:
        return False
    start, start_of_rest = start_for(m, piece, length), start_for(m, other, rest)
    if careful and (
        is_held(m, piece, other, start, length) or is_held(m, other, piece, start_of_rest, rest)
    ):
        return False
    settle(m, piece, length, start)
    settle(m, other, rest, start_of_rest)
    return True


@inner
def start_for(m: Numbers, piece: int, length: int) -> int:
    """Where a piece starts with a new length: where it did if it may, else anywhere."""
    if length == 0:
        return -1
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    bundle, start = bundle_of(m, lesson), m[lesson + P_START]
    if m[lesson + P_LENGTH] == 0 or not may_start(m, bundle, length, start):
        start = random_start(m, bundle, length)
    return int(start)


@inner
def settle(m: Numbers, piece: int, length: int, start: int) -> None:
    """Give a piece a length and a start, and its seats to who is free."""
    move(m, piece, length, start)
    if length > 0:
        seek_all(m, piece)


@inner
def is_held(m: Numbers, piece: int, sister: int, start: int, length: int) -> bool:
    """Whether someone whom a piece cannot do without is with neither of the two at some times."""
    if start < 0:
        return False
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    bundle, times = bundle_of(m, lesson), m[m[CONTROL] + TIMES]
    for position in range(m[bundle + B_SEATS]):
        resource = m[m[TAKEN] + m[lesson + P_SEAT] + position]
        if resource < 0 or is_chosen(m, bundle, position) or not is_guarded(m, resource):
            continue
        for time in range(resource * times + start, resource * times + start + length):
            holders = m[m[HOLDERS] + time]
            own = holders in (0, piece + 1, sister + 1, piece + sister + TWO)
            if not own:
                return True
    return False


@inner
def is_chosen(m: Numbers, bundle: int, position: int) -> bool:
    """Whether a search may give a seat of a bundle, or the one that it echoes, to another."""
    return bool(m[row(m, SEATS, m[bundle + B_SEAT] + position, SEAT_SIZE) + S_FIXED] < 0)


@inner
def is_guarded(m: Numbers, resource: int) -> bool:
    """Whether a hard rule forbids that a resource is in two places at once."""
    for i in range(m[m[CLASH_START] + resource], m[m[CLASH_START] + resource + 1]):
        if m[row(m, MONITORS, m[m[CLASH_LIST] + i], MONITOR_SIZE) + M_HARD]:
            return True
    return False
