"""Moves that a search tries: relocate with ejections, cut anew, choose another resource."""

import numpy as np

from timetabler.live.compiled import compiled, inlined
from timetabler.live.state import Row, State
from timetabler.live.steps import move, reseat

TRIES_FOR_A_ROOM = 12


@inlined
def below(limit: int) -> int:
    """A random number from 0 to limit - 1."""
    return int(np.random.random() * limit)  # noqa: NPY002


@inlined
def random_start(s: State, bundle: Row, length: int) -> int:
    """An allowed start; -1 where there is none."""
    row = bundle.domain + length
    first = s.domain_start[row]
    size = s.domain_start[row + 1] - first
    return int(s.domain_list[first + below(size)]) if size > 0 else -1


@inlined
def may_start(s: State, bundle: Row, length: int, start: int) -> bool:
    """Whether a start is allowed."""
    return 0 <= start < s.attendance.shape[1] and bool(s.allowed[bundle.domain + length, start])


@inlined
def is_free(s: State, resource: int, start: int, length: int, most: int) -> bool:
    """Whether a resource takes at most `most` seats at each of some times."""
    highest = 0
    for time in range(start, start + length):
        highest = max(highest, s.attendance[resource, time])
    return highest <= most


@inlined
def seek_free(s: State, piece: int, position: int) -> None:
    """Give a seat to a resource that is free, where the one in it is not."""
    lesson = s.pieces[piece]
    place = s.seats[s.bundles[lesson.bundle].seat + position]
    taken = s.taken[lesson.seat + position]
    if place.choices < 1 or lesson.start < 0:
        return
    if taken >= 0 and is_free(s, taken, lesson.start, lesson.length, 1):
        return
    offset = below(place.choices)
    for i in range(min(TRIES_FOR_A_ROOM, place.choices)):
        other = s.choices[place.first_choice + (offset + i) % place.choices]
        if is_free(s, other, lesson.start, lesson.length, 0):
            reseat(s, piece, position, other)
            return


@inlined
def seek_all(s: State, piece: int) -> None:
    """Seek free resources for every free seat of a piece."""
    bundle = s.bundles[s.pieces[piece].bundle]
    for position in range(bundle.seats):
        if s.seats[bundle.seat + position].choices > 0:
            seek_free(s, piece, position)


@inlined
def push_out(s: State, piece: int, shift: int, length: int) -> int:
    """Append to the chain the pieces that stand where a piece now is; -1 where one is stuck."""
    lesson = s.pieces[piece]
    for position in range(s.bundles[lesson.bundle].seats):
        resource = s.taken[lesson.seat + position]
        if resource < 0:
            continue
        for time in range(lesson.start, lesson.start + lesson.length):
            if s.attendance[resource, time] > 1:
                length = push_one(s, resource, time, piece, shift, length)
                if length < 0:
                    return -1
    return length


@inlined
def push_one(s: State, resource: int, time: int, piece: int, shift: int, length: int) -> int:
    """Append the one other piece that holds a resource at a time."""
    if s.attendance[resource, time] > 2:  # noqa: PLR2004 - more than two: holders is no one's name
        return -1
    other = s.holders[resource, time] - piece - 2
    for i in range(length):
        if s.chain[i, 0] == other:
            return length if i > 0 else -1
    lesson = s.pieces[other]
    bundle = s.bundles[lesson.bundle]
    if length >= s.chain.shape[0] or not may_start(s, bundle, lesson.length, lesson.start + shift):
        return -1
    s.chain[length, 0] = other
    s.chain[length, 1] = lesson.start + shift
    return length + 1


@compiled
def relocate(s: State, piece: int, start: int, deepest: int) -> None:
    """Move a piece; whoever is in the way goes, up to `deepest` pieces, to where it came from."""
    lesson = s.pieces[piece]
    shift = start - lesson.start
    move(s, piece, lesson.length, start)
    seek_all(s, piece)
    if deepest == 0 or lesson.start < 0:
        return
    s.chain[0, 0] = piece
    s.chain[0, 1] = start
    length = push_out(s, piece, -shift, 1)
    done = 1
    while done < length and done <= deepest:
        other = s.chain[done, 0]
        step = s.chain[done, 1] - s.pieces[other].start
        move(s, other, s.pieces[other].length, s.chain[done, 1])
        seek_all(s, other)
        done += 1
        if done <= deepest:
            length = push_out(s, other, -step, length)


@inlined
def try_relocate(s: State, piece: int) -> bool:
    """Relocate a piece to a random start, with a random depth of ejections."""
    lesson = s.pieces[piece]
    start = random_start(s, s.bundles[lesson.bundle], lesson.length)
    if start < 0 or start == lesson.start:
        return False
    dice = below(10)
    deepest = 0 if dice < 3 else 8 if dice < 6 else s.chain.shape[0] - 1  # noqa: PLR2004
    relocate(s, piece, start, deepest)
    return True


@compiled
def try_recut(s: State, piece: int) -> bool:
    """Share the duration of a piece and of a sister anew; either may vanish."""
    lesson = s.pieces[piece]
    bundle = s.bundles[lesson.bundle]
    other = bundle.piece + below(bundle.pieces)
    sister = s.pieces[other]
    both = lesson.length + sister.length
    length = bundle.shortest + below(bundle.longest - bundle.shortest + 1)
    rest = both - length
    bad_rest = rest < 0 or rest > bundle.longest or 0 < rest < bundle.shortest
    if other == piece or length == lesson.length or bad_rest:
        return False
    if rest == sister.length and both > 0 and lesson.length == 0:
        return False
    settle(s, piece, length)
    settle(s, other, rest)
    return True


@inlined
def settle(s: State, piece: int, length: int) -> None:
    """Give a piece a length; it keeps its start where it may, else gets a random one."""
    lesson = s.pieces[piece]
    bundle = s.bundles[lesson.bundle]
    if length == 0:
        move(s, piece, 0, -1)
        return
    start = lesson.start
    if lesson.length == 0 or not may_start(s, bundle, length, start):
        start = random_start(s, bundle, length)
    move(s, piece, length, start)
    seek_all(s, piece)


@compiled
def try_reseat(s: State, piece: int) -> bool:
    """Give a free seat to another resource; whoever holds it at that time takes the old one."""
    lesson = s.pieces[piece]
    bundle = s.bundles[lesson.bundle]
    position = below(bundle.seats)
    place = s.seats[bundle.seat + position]
    if place.choices == 0:
        return False
    old = s.taken[lesson.seat + position]
    new = s.choices[place.first_choice + below(place.choices)]
    if new == old:
        return False
    reseat(s, piece, position, new)
    if lesson.start >= 0 and below(4) > 0:
        for time in range(lesson.start, lesson.start + lesson.length):
            if s.attendance[new, time] == 2:  # noqa: PLR2004 - the two that would swap
                yield_seat(s, s.holders[new, time] - piece - 2, new, old)
    return True


@inlined
def yield_seat(s: State, piece: int, resource: int, instead: int) -> None:
    """Let the free seat of a piece that holds a resource take another one instead."""
    lesson = s.pieces[piece]
    bundle = s.bundles[lesson.bundle]
    for position in range(bundle.seats):
        place = s.seats[bundle.seat + position]
        if s.taken[lesson.seat + position] == resource and place.choices > 0:
            for i in range(place.first_choice, place.first_choice + place.choices):
                if s.choices[i] == instead:
                    reseat(s, piece, position, instead)
                    return
