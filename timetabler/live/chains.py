"""Lessons that push one another out: a chain of moves, looked at before anything is counted."""

from timetabler.live.compiled import compiled, inner
from timetabler.live.costs import attends, row
from timetabler.live.state import (
    ATTENDANCE,
    B_PARTNER,
    B_PARTNERS,
    B_PIECE,
    B_PIECES,
    B_SEAT,
    B_SEATS,
    BUNDLE_SIZE,
    BUNDLES,
    CHAIN,
    CONTROL,
    HOLDERS,
    LINK_OF_CHAIN,
    LONGEST_CHAIN,
    P_LENGTH,
    P_SEAT,
    P_START,
    PARTNERS,
    PIECE_SIZE,
    PIECES,
    S_FIXED,
    SEAT_SIZE,
    SEATS,
    TAKEN,
    TIMES,
    Numbers,
)
from timetabler.live.steps import move
from timetabler.live.trials import (
    TWO,
    below,
    bundle_of,
    is_chosen,
    is_guarded,
    may_start,
    random_start,
    seek_all,
)

MOST_CLASHES = 8  # more than that, of one lesson, and a search refuses it unseen


@inner
def link(m: Numbers, index: int) -> int:
    """Address of a link of the chain: a piece, where it goes, where it came from."""
    return row(m, CHAIN, index, LINK_OF_CHAIN)


@inner
def in_chain(m: Numbers, piece: int, length: int) -> int:
    """Position of a piece in the chain; the chain's length where it is not there."""
    for i in range(length):
        if m[link(m, i)] == piece:
            return i
    return length


@inner
def append(m: Numbers, length: int, piece: int, start: int) -> int:
    """Append a piece and where it shall go; returns the chain's length."""
    place = link(m, length)
    m[place], m[place + 1] = piece, start
    m[place + 2] = m[row(m, PIECES, piece, PIECE_SIZE) + P_START]
    return length + 1


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
    return append(m, length, other, start)


@inner
def push_out(m: Numbers, piece: int, shift: int, length: int, dry: bool) -> int:
    """Append to the chain the pieces that stand where a piece now is; -1 where one is stuck.

    In a dry run seats that may be given to others push nobody out.
    """
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    bundle = bundle_of(m, lesson)
    start, times = m[lesson + P_START], m[m[CONTROL] + TIMES]
    for position in range(m[bundle + B_SEATS]):
        resource = m[m[TAKEN] + m[lesson + P_SEAT] + position]
        if resource < 0 or (dry and is_chosen(m, bundle, position)):
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


@inner
def slide(m: Numbers, piece: int, start: int) -> None:
    """Let a piece stand elsewhere, as far as who is where goes; no cost hears of it."""
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    before, length = m[lesson + P_START], m[lesson + P_LENGTH]
    for position in range(m[bundle_of(m, lesson) + B_SEATS]):
        resource = m[m[TAKEN] + m[lesson + P_SEAT] + position]
        if resource < 0:
            continue
        line = resource * m[m[CONTROL] + TIMES]
        for time in range(line, line + length):
            m[m[ATTENDANCE] + before + time] -= 1
            m[m[HOLDERS] + before + time] -= piece + 1
            m[m[ATTENDANCE] + start + time] += 1
            m[m[HOLDERS] + start + time] += piece + 1
    m[lesson + P_START] = start


@inner
def clashes(m: Numbers, piece: int) -> bool:
    """Whether somebody without whom a piece cannot be is elsewhere at its times."""
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    bundle, start = bundle_of(m, lesson), m[lesson + P_START]
    for position in range(m[bundle + B_SEATS]):
        resource = m[m[TAKEN] + m[lesson + P_SEAT] + position]
        if resource < 0 or is_chosen(m, bundle, position):
            continue
        for time in range(start, start + m[lesson + P_LENGTH]):
            if attends(m, resource, time) > 1 and is_guarded(m, resource):
                return True
    return False


@inner
def follow(m: Numbers, piece: int, start: int, deepest: int, dry: bool) -> int:
    """Move a piece and what is in the way, as `relocate` says; returns how many pieces moved.

    The number is negative where a piece is left in the way: it can go nowhere, or is one too many.
    """
    before = m[row(m, PIECES, piece, PIECE_SIZE) + P_START]
    length, done = append(m, 0, piece, start), 0
    if deepest > 0 and before >= 0:
        length = call_partners(m, piece, start - before)
    while done < length and done <= deepest:
        place = link(m, done)
        other, target = m[place], m[place + 1]
        if dry:
            slide(m, other, target)
        else:
            move(m, other, m[row(m, PIECES, other, PIECE_SIZE) + P_LENGTH], target)
            seek_all(m, other)
        if done < deepest and before >= 0:
            length = push_out(m, other, m[place + 2] - target, length, dry)
        done += 1
    return done if done == length else -done


@compiled
def relocate(m: Numbers, piece: int, start: int, deepest: int) -> None:
    """Move a piece; whoever is in the way goes, up to `deepest` pieces, to where it came from."""
    follow(m, piece, start, deepest, False)


@inner
def one_clashes(m: Numbers, links: int) -> bool:
    """Whether one of the first pieces of the chain clashes."""
    found = False
    for i in range(links):
        found = found or clashes(m, m[link(m, i)])
    return found


@inner
def put_back(m: Numbers, links: int) -> None:
    """Let the first pieces of the chain stand again where they stood before a dry run."""
    for i in range(links - 1, -1, -1):
        slide(m, m[link(m, i)], m[link(m, i) + 2])


@compiled
def makes_clash(m: Numbers, piece: int, start: int, deepest: int) -> bool:
    """Whether relocating a placed piece would put somebody in two places; nothing changes.

    Where that is so already for one of the pieces that would go along, it does not count.
    """
    done = abs(follow(m, piece, start, deepest, True))
    after = one_clashes(m, done)
    put_back(m, done)
    return after and not one_clashes(m, done)


@compiled
def is_stuck(m: Numbers, piece: int, start: int, deepest: int) -> bool:
    """Whether a chain would leave a piece in the way that can go nowhere; nothing changes."""
    done = follow(m, piece, start, deepest, True)
    put_back(m, abs(done))
    return done < 0


@inner
def crowds(m: Numbers, piece: int, start: int) -> bool:
    """Whether a lesson would clash with so many people that no search wants it there."""
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    bundle, before = bundle_of(m, lesson), m[lesson + P_START]
    length, more = m[lesson + P_LENGTH], 0
    for position in range(m[bundle + B_SEATS]):
        resource = m[row(m, SEATS, m[bundle + B_SEAT] + position, SEAT_SIZE) + S_FIXED]
        if resource < 0 or not is_guarded(m, resource):
            continue
        for i in range(length):
            own = before >= 0 and before <= start + i < before + length
            more += attends(m, resource, start + i) > own
            more -= before >= 0 and attends(m, resource, before + i) > 1
    return more > MOST_CLASHES


@inner
def is_hopeless(m: Numbers, piece: int, start: int, deepest: int) -> bool:
    """Whether a lesson of many will hardly be moved so, as far as can be seen beforehand.

    Lessons of few people are cheap to move, and now and then half a chain of them pays.
    """
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    if m[bundle_of(m, lesson) + B_SEATS] <= MOST_CLASHES:
        return False
    if deepest == 0:
        return crowds(m, piece, start)
    return m[lesson + P_START] >= 0 and is_stuck(m, piece, start, deepest)


@inner
def depth() -> int:
    """How many pieces a move may push out: now and then none, though a clash may come of it."""
    dice = below(10)
    return 0 if dice < 3 else 8 if dice < 6 else LONGEST_CHAIN - 1  # noqa: PLR2004 - odds


@inner
def depth_of_careful() -> int:
    """The same where no clash may come of it: short chains, as few of the long ones succeed."""
    dice = below(100)
    return 0 if dice < 10 else 4 if dice < 70 else 8 if dice < 90 else LONGEST_CHAIN - 1  # noqa: PLR2004 - odds


@inner
def try_relocate(m: Numbers, piece: int, careful: bool) -> bool:
    """Relocate a piece to a random start, with a random depth of ejections.

    A careful one is not tried where it makes a clash.
    """
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    before, start = m[lesson + P_START], random_start(m, bundle_of(m, lesson), m[lesson + P_LENGTH])
    if start < 0 or start == before:
        return False
    deepest = depth_of_careful() if careful else depth()
    if is_hopeless(m, piece, start, deepest):
        return False
    if careful and before >= 0 and makes_clash(m, piece, start, deepest):
        return False
    relocate(m, piece, start, deepest)
    return True
