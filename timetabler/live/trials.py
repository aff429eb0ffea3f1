"""Moves of lessons that a search tries: relocate with ejections, cut anew."""

import numpy as np

from timetabler.live.compiled import compiled, inner
from timetabler.live.costs import attends, row
from timetabler.live.state import (
    ALLOWED,
    B_DOMAIN,
    B_LONGEST,
    B_PARTNER,
    B_PARTNERS,
    B_PIECE,
    B_PIECES,
    B_SEAT,
    B_SEATS,
    B_SHORTEST,
    BUNDLE_SIZE,
    BUNDLES,
    CHAIN,
    CHOICES,
    CLASH_START,
    CONTROL,
    DOMAIN_LIST,
    DOMAIN_START,
    HOLDERS,
    LONGEST_CHAIN,
    P_BUNDLE,
    P_LENGTH,
    P_SEAT,
    P_START,
    PARTNERS,
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
MOST_CLASHES = 8  # more than that, of one lesson, and a search refuses it unseen
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


@inner
def in_chain(m: Numbers, piece: int, length: int) -> int:
    """Position of a piece in the chain; the chain's length where it is not there."""
    for i in range(length):
        if m[m[CHAIN] + 2 * i] == piece:
            return i
    return length


@inner
def push_one(m: Numbers, other: int, shift: int, length: int) -> int:
    """Append a piece to the chain; returns the chain's length, -1 where the piece is stuck."""
    known = in_chain(m, other, length)
    if known < length:
        return length if known > 0 else -1
    lesson = row(m, PIECES, other, PIECE_SIZE)
    start = m[lesson + P_START] + shift
    allowed = may_start(m, bundle_of(m, lesson), m[lesson + P_LENGTH], start)
    if length >= LONGEST_CHAIN or not allowed:
        return -1
    m[m[CHAIN] + 2 * length] = other
    m[m[CHAIN] + 2 * length + 1] = start
    return length + 1


@inner
def push_out(m: Numbers, piece: int, shift: int, length: int) -> int:
    """Append to the chain the pieces that stand where a piece now is; -1 where one is stuck."""
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    start, times = m[lesson + P_START], m[m[CONTROL] + TIMES]
    for position in range(m[bundle_of(m, lesson) + B_SEATS]):
        resource = m[m[TAKEN] + m[lesson + P_SEAT] + position]
        if resource < 0:
            continue
        for time in range(start, start + m[lesson + P_LENGTH]):
            there = attends(m, resource, time)
            if there == TWO:
                other = m[m[HOLDERS] + resource * times + time] - piece - TWO
                length = push_one(m, other, shift, length)
            if there > TWO or length < 0:
                return -1
    return length


@inner
def call_partners(m: Numbers, piece: int, shift: int) -> int:
    """Append to the chain what starts with a piece as a wish wants; returns the chain's length."""
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    bundle, start, length = bundle_of(m, lesson), m[lesson + P_START], 1
    first = m[PARTNERS] + m[bundle + B_PARTNER]
    for i in range(first, first + m[bundle + B_PARTNERS]):
        partner = row(m, BUNDLES, m[i], BUNDLE_SIZE)
        own = m[partner + B_PIECE]
        for other in range(own, own + m[partner + B_PIECES]):
            if m[row(m, PIECES, other, PIECE_SIZE) + P_START] == start:
                length = max(length, push_one(m, other, shift, length))
    return length


@compiled
def relocate(m: Numbers, piece: int, start: int, deepest: int) -> None:
    """Move a piece; whoever is in the way goes, up to `deepest` pieces, to where it came from."""
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    before = m[lesson + P_START]
    chain = m[CHAIN]
    m[chain], m[chain + 1] = piece, start
    length, done = 1, 0
    if deepest > 0 and before >= 0:
        length = call_partners(m, piece, start - before)
    while done < length and done <= deepest:
        other = m[chain + 2 * done]
        lesson = row(m, PIECES, other, PIECE_SIZE)
        step = m[chain + 2 * done + 1] - m[lesson + P_START]
        move(m, other, m[lesson + P_LENGTH], m[chain + 2 * done + 1])
        seek_all(m, other)
        if done < deepest and before >= 0:
            length = push_out(m, other, -step, length)
        done += 1


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


@inner
def who_leaves(m: Numbers, resource: int, time: int, length: int) -> int:
    """The one piece, not in the chain, that has a resource at a time; -1: none, -2: several."""
    there = attends(m, resource, time)
    left = m[m[HOLDERS] + resource * m[m[CONTROL] + TIMES] + time]
    for i in range(length if there > 1 else 0):
        if there > 1 and stands(m, m[m[CHAIN] + 2 * i], resource, time):
            there, left = there - 1, left - m[m[CHAIN] + 2 * i] - 1
    if there > 1:
        return -2
    return int(left - 1) if there == 1 and in_chain(m, left - 1, length) == length else -1


@inner
def displace(m: Numbers, piece: int, start: int, length: int) -> int:
    """Append to the chain what stands at a start that a piece may get; -1 where one is stuck."""
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    bundle, before = bundle_of(m, lesson), m[lesson + P_START]
    for position in range(m[bundle + B_SEATS]):
        resource = m[row(m, SEATS, m[bundle + B_SEAT] + position, SEAT_SIZE) + S_FIXED]
        for time in range(start, start + m[lesson + P_LENGTH] if resource >= 0 else start):
            other = who_leaves(m, resource, time, length)
            if other >= 0:
                length = push_one(m, other, before - start, length)
            if other < -1 or length < 0:
                return -1
    return length


@inner
def stands(m: Numbers, piece: int, resource: int, time: int) -> bool:
    """Whether a piece has a resource at a time."""
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    if not m[lesson + P_START] <= time < m[lesson + P_START] + m[lesson + P_LENGTH]:
        return False
    found = False
    for position in range(m[bundle_of(m, lesson) + B_SEATS]):
        found = found or m[m[TAKEN] + m[lesson + P_SEAT] + position] == resource
    return found


@inner
def is_stuck(m: Numbers, piece: int, start: int, deepest: int) -> bool:
    """Whether a chain would end at a piece that can go nowhere: seen before anything moves."""
    chain = m[CHAIN]
    m[chain], m[chain + 1] = piece, start
    length, done = 1, 0
    while done < length:
        length = displace(m, m[chain + 2 * done], m[chain + 2 * done + 1], length)
        done += 1
        if length > deepest + 1:
            return True
    return length < 0


@inner
def crowds(m: Numbers, piece: int, start: int) -> bool:
    """Whether a lesson of many would clash with so many people that no search wants it there."""
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    bundle, before = bundle_of(m, lesson), m[lesson + P_START]
    length, clashes = m[lesson + P_LENGTH], 0
    for position in range(m[bundle + B_SEATS] if m[bundle + B_SEATS] > MOST_CLASHES else 0):
        resource = m[row(m, SEATS, m[bundle + B_SEAT] + position, SEAT_SIZE) + S_FIXED]
        if resource < 0 or m[m[CLASH_START] + resource] == m[m[CLASH_START] + resource + 1]:
            continue
        for i in range(length):
            own = before >= 0 and before <= start + i < before + length
            clashes += attends(m, resource, start + i) > own
            clashes -= before >= 0 and attends(m, resource, before + i) > 1
    return clashes > MOST_CLASHES


@inner
def try_relocate(m: Numbers, piece: int) -> bool:
    """Relocate a piece to a random start, with a random depth of ejections."""
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    start = random_start(m, bundle_of(m, lesson), m[lesson + P_LENGTH])
    if start < 0 or start == m[lesson + P_START]:
        return False
    dice = below(10)
    deepest = 0 if dice < 3 else 8 if dice < 6 else LONGEST_CHAIN - 1  # noqa: PLR2004 - odds
    alone = m[bundle_of(m, lesson) + B_PARTNERS] == 0 and m[lesson + P_START] >= 0
    if deepest > 0 and alone and is_stuck(m, piece, start, deepest):
        return False
    if deepest == 0 and crowds(m, piece, start):
        return False
    relocate(m, piece, start, deepest)
    return True


@compiled
def try_recut(m: Numbers, piece: int) -> bool:
    """Share the duration of a piece and of a sister anew; either may vanish."""
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
    settle(m, piece, length)
    settle(m, other, rest)
    return True


@inner
def settle(m: Numbers, piece: int, length: int) -> None:
    """Give a piece a length; it keeps its start where it may, else gets a random one."""
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    if length == 0:
        move(m, piece, 0, -1)
        return
    bundle, start = bundle_of(m, lesson), m[lesson + P_START]
    if m[lesson + P_LENGTH] == 0 or not may_start(m, bundle, length, start):
        start = random_start(m, bundle, length)
    move(m, piece, length, start)
    seek_all(m, piece)
