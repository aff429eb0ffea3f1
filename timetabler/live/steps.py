"""The steps of the live evaluation: each changes one thing and brings every cost along."""

from timetabler.live.compiled import compiled, inner
from timetabler.live.costs import bump, count, outside, row, write
from timetabler.live.state import (
    ATTENDANCE,
    AWAY,
    B_HOOK,
    B_HOOKS,
    B_PIECE,
    B_PIECES,
    B_SEAT,
    B_SEATS,
    B_TIMED,
    B_WRITES,
    BUNDLE_SIZE,
    BUNDLES,
    CELL_LIST,
    CELL_START,
    CLASH_LIST,
    CLASH_START,
    CONTROL,
    EMPTY_SEAT,
    H_A,
    H_B,
    H_C,
    H_KIND,
    H_MONITOR,
    H_SEAT,
    HOLDERS,
    HOOK_SIZE,
    HOOKS,
    LINK_SIZE,
    LINKED,
    LOAD_LIST,
    LOAD_START,
    LOG,
    M_VALUE,
    MAPS,
    MONITOR_SIZE,
    MONITORS,
    OF_LENGTH,
    ORDER,
    ORDERED,
    P_BUNDLE,
    P_LENGTH,
    P_SEAT,
    P_START,
    PAIRS,
    PIECE_SIZE,
    PIECES,
    PIECES_HOOK,
    RECORDED,
    RESOURCE_SETS,
    RESOURCES,
    ROOM,
    RUNNING,
    RUNNING_EVENTS,
    S_ECHO,
    S_ECHOES,
    S_MAP,
    S_WORK,
    SAVED,
    SEAT_SIZE,
    SEATS,
    SPREAD,
    TAKEN,
    TIME_SETS,
    TIMES,
    TOTAL,
    UNPLACED,
    URGED,
    USED,
    WINDOW_LIST,
    WINDOW_START,
    WRONG_LENGTH,
    WRONG_SEAT,
    Numbers,
)


@inner
def occupy(m: Numbers, resource: int, time: int, change: int) -> None:
    """Take a resource at a time (+1), or give it back (-1)."""
    place = resource * m[m[CONTROL] + TIMES] + time
    before = m[m[ATTENDANCE] + place]
    after = before + change
    write(m, m[ATTENDANCE] + place, after)
    clashes = max(0, after - 1) - max(0, before - 1)
    if clashes != 0:
        for i in range(m[m[CLASH_START] + resource], m[m[CLASH_START] + resource + 1]):
            bump(m, m[m[CLASH_LIST] + i], clashes)
    if before == 0 or after == 0:
        for i in range(m[m[CELL_START] + place], m[m[CELL_START] + place + 1]):
            count(m, m[m[CELL_LIST] + i], change, resource)


@inner
def sit(m: Numbers, piece: int, seat: int, sign: int) -> None:
    """Add or take away what one seat of a piece means to the resource in it."""
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    resource = m[m[TAKEN] + m[lesson + P_SEAT] + seat]
    length, start = m[lesson + P_LENGTH], m[lesson + P_START]
    if resource < 0 or length == 0:
        return
    if start >= 0:
        for time in range(start, start + length):
            occupy(m, resource, time, sign)
            place = m[HOLDERS] + resource * m[m[CONTROL] + TIMES] + time
            write(m, place, m[place] + sign * (piece + 1))
    first, end = m[m[LOAD_START] + resource], m[m[LOAD_START] + resource + 1]
    if first < end:
        bundle = row(m, BUNDLES, m[lesson + P_BUNDLE], BUNDLE_SIZE)
        work = m[row(m, SEATS, m[bundle + B_SEAT] + seat, SEAT_SIZE) + S_WORK]
        for i in range(first, end):
            bump(m, m[m[LOAD_LIST] + i], sign * length * work)


@inner
def seat_hook(m: Numbers, hook: int, lesson: int, sign: int) -> None:
    """Feed a monitor that looks at one seat of a piece."""
    resource = m[m[TAKEN] + m[lesson + P_SEAT] + m[hook + H_SEAT]]
    kind, monitor, length = m[hook + H_KIND], m[hook + H_MONITOR], m[lesson + P_LENGTH]
    place = m[hook + H_A] * m[m[CONTROL] + RESOURCES] + resource
    if kind == EMPTY_SEAT:
        if resource < 0:
            bump(m, monitor, sign * length)
    elif resource >= 0 and kind == WRONG_SEAT:
        if m[m[RESOURCE_SETS] + place] == 0:
            bump(m, monitor, sign * length)
    elif resource >= 0:
        before = m[m[USED] + place]
        write(m, m[USED] + place, before + sign)
        if before == 0 or before + sign == 0:
            bump(m, monitor, sign)


@inner
def run(m: Numbers, hook: int, lesson: int, sign: int) -> None:
    """Keep count of which linked events run at which times."""
    link, times = m[hook + H_B], m[m[CONTROL] + TIMES]
    size = m[m[LINK_SIZE] + link]
    for time in range(m[lesson + P_START], m[lesson + P_START] + m[lesson + P_LENGTH]):
        place = m[RUNNING_EVENTS] + m[hook + H_A] * times + time
        before = m[place]
        write(m, place, before + sign)
        if before == 0 or before + sign == 0:
            place = m[LINKED] + link * times + time
            events = m[place]
            write(m, place, events + sign)
            partly = 1 if 0 < events + sign < size else 0
            bump(m, m[hook + H_MONITOR], partly - (1 if 0 < events < size else 0))


@inner
def placed_hook(m: Numbers, hook: int, lesson: int, sign: int) -> None:
    """Feed a monitor that looks at when a placed piece starts."""
    kind = m[hook + H_KIND]
    place = m[hook + H_A] * m[m[CONTROL] + TIMES] + m[lesson + P_START]
    if kind == AWAY:
        length, only = m[lesson + P_LENGTH], m[hook + H_B]
        if m[m[TIME_SETS] + place] == 0 and only in (0, length):
            bump(m, m[hook + H_MONITOR], sign * length)
    elif kind == SPREAD:
        for i in range(m[m[WINDOW_START] + place], m[m[WINDOW_START] + place + 1]):
            count(m, m[hook + H_B] + m[m[WINDOW_LIST] + i], sign, 0)
    else:
        run(m, hook, lesson, sign)


@inner
def length_hook(m: Numbers, hook: int, lesson: int, sign: int) -> None:
    """Feed a monitor that looks at a piece's length or number only."""
    kind, length = m[hook + H_KIND], m[lesson + P_LENGTH]
    if kind == UNPLACED:
        if m[lesson + P_START] < 0:
            bump(m, m[hook + H_MONITOR], sign * length)
    elif kind == WRONG_LENGTH:
        if length < m[hook + H_A] or length > m[hook + H_B]:
            bump(m, m[hook + H_MONITOR], sign)
    elif kind == PIECES_HOOK:
        count(m, m[hook + H_A], sign, 0)
    elif kind == OF_LENGTH and length == m[hook + H_A]:
        bump(m, m[hook + H_MONITOR], sign)


@inner
def tally(m: Numbers, piece: int, sign: int) -> None:
    """Add or take away all that a piece means."""
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    if m[lesson + P_LENGTH] == 0:
        return
    bundle = row(m, BUNDLES, m[lesson + P_BUNDLE], BUNDLE_SIZE)
    for seat_number in range(m[bundle + B_SEATS]):
        sit(m, piece, seat_number, sign)
    first = m[bundle + B_HOOK]
    for i in range(first, first + m[bundle + B_HOOKS]):
        hook = row(m, HOOKS, i, HOOK_SIZE)
        kind = m[hook + H_KIND]
        if kind >= EMPTY_SEAT:
            seat_hook(m, hook, lesson, sign)
        elif kind <= RUNNING:
            if m[lesson + P_START] >= 0:
                placed_hook(m, hook, lesson, sign)
        else:
            length_hook(m, hook, lesson, sign)


@inner
def edge(m: Numbers, index: int, last: bool) -> int:
    """First time of a bundle, or the time after its last; -1 where nothing is placed."""
    found = -1
    bundle = row(m, BUNDLES, index, BUNDLE_SIZE)
    first = m[bundle + B_PIECE]
    for piece in range(first, first + m[bundle + B_PIECES]):
        lesson = row(m, PIECES, piece, PIECE_SIZE)
        length, start = m[lesson + P_LENGTH], m[lesson + P_START]
        if length > 0 and start >= 0:
            if last:
                found = max(found, start + length)
            elif found < 0 or start < found:
                found = start
    return found


@inner
def reorder(m: Numbers, index: int) -> None:
    """Bring the ordered pairs of a bundle up to date."""
    bundle = row(m, BUNDLES, index, BUNDLE_SIZE)
    for i in range(m[bundle + B_HOOK], m[bundle + B_HOOK] + m[bundle + B_HOOKS]):
        hook = row(m, HOOKS, i, HOOK_SIZE)
        if m[hook + H_KIND] == ORDER:
            pair = m[PAIRS] + 2 * m[hook + H_A]
            end, start = edge(m, m[pair], True), edge(m, m[pair + 1], False)
            bound = end >= 0 and start >= 0
            day = m[hook + H_SEAT]  # an order has no seat: here stands how long days are
            if bound and day > 0:
                bound = (end - 1) // day == start // day
            missed = outside(start - end, m[hook + H_B], m[hook + H_C]) if bound else 0
            monitor = row(m, MONITORS, m[hook + H_MONITOR], MONITOR_SIZE)
            bump(m, m[hook + H_MONITOR], missed - m[monitor + M_VALUE])


@inner
def stand(m: Numbers, piece: int, sign: int) -> None:
    """Add or take away what a placed piece means where it stands, whatever its length and seats."""
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    bundle = row(m, BUNDLES, m[lesson + P_BUNDLE], BUNDLE_SIZE)
    start, times = m[lesson + P_START], m[m[CONTROL] + TIMES]
    end = start + m[lesson + P_LENGTH]
    for seat in range(m[bundle + B_SEATS]):
        resource = m[m[TAKEN] + m[lesson + P_SEAT] + seat]
        if resource >= 0:
            for time in range(start, end):
                occupy(m, resource, time, sign)
                place = m[HOLDERS] + resource * times + time
                write(m, place, m[place] + sign * (piece + 1))
    first = m[bundle + B_HOOK]
    for i in range(first, first + m[bundle + B_TIMED]):
        placed_hook(m, row(m, HOOKS, i, HOOK_SIZE), lesson, sign)


@inner
def change(m: Numbers, piece: int, length: int, start: int) -> None:
    """Give a piece a length and a start."""
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    if length == m[lesson + P_LENGTH] and length > 0 and start >= 0 and m[lesson + P_START] >= 0:
        stand(m, piece, -1)
        write(m, lesson + P_START, start)
        stand(m, piece, 1)
        if m[m[CONTROL] + ORDERED] > 0:
            reorder(m, m[lesson + P_BUNDLE])
        return
    tally(m, piece, -1)
    write(m, lesson + P_LENGTH, length)
    write(m, lesson + P_START, start)
    tally(m, piece, 1)
    if m[m[CONTROL] + ORDERED] > 0:
        reorder(m, m[lesson + P_BUNDLE])


@inner
def weigh_seat(m: Numbers, piece: int, seat: int, sign: int) -> None:
    """Add or take away what one seat means, to its resource and to the rules on the seat."""
    sit(m, piece, seat, sign)
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    if m[lesson + P_LENGTH] == 0:
        return
    bundle = row(m, BUNDLES, m[lesson + P_BUNDLE], BUNDLE_SIZE)
    for i in range(m[bundle + B_HOOK], m[bundle + B_HOOK] + m[bundle + B_HOOKS]):
        hook = row(m, HOOKS, i, HOOK_SIZE)
        if m[hook + H_KIND] >= EMPTY_SEAT and m[hook + H_SEAT] == seat:
            seat_hook(m, hook, lesson, sign)


@inner
def replace(m: Numbers, piece: int, position: int, resource: int) -> None:
    """Put a resource (or nobody, -1) into a seat."""
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    weigh_seat(m, piece, position, -1)
    write(m, m[TAKEN] + m[lesson + P_SEAT] + position, resource)
    weigh_seat(m, piece, position, 1)
    first = m[row(m, BUNDLES, m[lesson + P_BUNDLE], BUNDLE_SIZE) + B_SEAT]
    place = row(m, SEATS, first + position, SEAT_SIZE)
    for follower in range(m[place + S_ECHO], m[place + S_ECHO] + m[place + S_ECHOES]):
        known = m[row(m, SEATS, first + follower, SEAT_SIZE) + S_MAP]
        track = m[m[MAPS] + known * m[m[CONTROL] + RESOURCES] + resource] if resource >= 0 else -1
        sit(m, piece, follower, -1)
        write(m, m[TAKEN] + m[lesson + P_SEAT] + follower, track)
        sit(m, piece, follower, 1)


@inner
def settled(m: Numbers) -> None:
    """Make all changes so far final."""
    m[m[CONTROL] + RECORDED] = 0


@inner
def has_room(m: Numbers, piece: int) -> bool:
    """Whether the log can take one more change of a piece; its first entry saves the total."""
    control = m[CONTROL]
    if m[control + RECORDED] == 0:
        for i in range(URGED + 1):
            m[control + SAVED + i] = m[m[TOTAL] + i]
    bundle = row(m, BUNDLES, m[row(m, PIECES, piece, PIECE_SIZE) + P_BUNDLE], BUNDLE_SIZE)
    return bool(m[control + RECORDED] + m[bundle + B_WRITES] <= m[control + ROOM])


@compiled
def move(m: Numbers, piece: int, length: int, start: int) -> None:
    """Give a piece a length and a start, so that it can be undone."""
    if has_room(m, piece):
        change(m, piece, length, start)


@compiled
def reseat(m: Numbers, piece: int, position: int, resource: int) -> None:
    """Put a resource into a seat, so that it can be undone."""
    if has_room(m, piece):
        replace(m, piece, position, resource)


@inner
def rewind(m: Numbers, entries: int) -> None:
    """Take back what the log says behind its first entries, the last one first."""
    control = m[CONTROL]
    for entry in range(m[control + RECORDED] - 1, entries - 1, -1):
        place = m[LOG] + 2 * entry
        m[m[place]] = m[place + 1]
    m[control + RECORDED] = entries


@compiled
def undo(m: Numbers) -> None:
    """Take back every change since the last final one."""
    if m[m[CONTROL] + RECORDED] == 0:
        return
    rewind(m, 0)
    for i in range(URGED + 1):
        m[m[TOTAL] + i] = m[m[CONTROL] + SAVED + i]


@compiled
def restore(m: Numbers, lengths: Numbers, starts: Numbers, taken: Numbers) -> None:
    """Give every piece the length, the start and the resources that it once had; for good."""
    for piece in range(len(lengths)):
        settled(m)
        lesson = row(m, PIECES, piece, PIECE_SIZE)
        bundle = row(m, BUNDLES, m[lesson + P_BUNDLE], BUNDLE_SIZE)
        if m[lesson + P_LENGTH] != lengths[piece] or m[lesson + P_START] != starts[piece]:
            change(m, piece, 0, -1)
        for position in range(m[bundle + B_SEATS]):
            settled(m)
            place = m[lesson + P_SEAT] + position
            if m[m[TAKEN] + place] != taken[place]:
                replace(m, piece, position, taken[place])
        settled(m)
        if m[lesson + P_LENGTH] != lengths[piece]:
            change(m, piece, lengths[piece], starts[piece])
    settled(m)
