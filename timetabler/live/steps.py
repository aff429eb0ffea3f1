"""The steps of the live evaluation: each changes one thing and brings every cost along.

`m` is the memory of a state. A row of a table is known by its address: `row(m, PIECES, 3,
PIECE_SIZE)`; the field behind it is `m[address + P_START]`.
"""

from timetabler.live.compiled import compiled, inner
from timetabler.live.state import (
    ANY,
    ATTENDANCE,
    AWAY,
    B_HOOK,
    B_HOOKS,
    B_PIECE,
    B_PIECES,
    B_SEAT,
    B_SEATS,
    BUNDLE_SIZE,
    BUNDLES,
    C_COUNT,
    C_END,
    C_FIRST,
    C_HIGH,
    C_KIND,
    C_LOW,
    C_MONITOR,
    C_PART,
    CELL_LIST,
    CELL_SIZE,
    CELL_START,
    CELL_TIMES,
    CELLS,
    CHANGE_SIZE,
    CHANGES,
    CLASH_LIST,
    CLASH_START,
    CONTROL,
    COUNT,
    EMPTY_SEAT,
    H_A,
    H_B,
    H_C,
    H_KIND,
    H_MONITOR,
    H_SEAT,
    HARD,
    HOLDERS,
    HOOK_SIZE,
    HOOKS,
    IDLE,
    LATE,
    LINEAR,
    LINK_SIZE,
    LINKED,
    LOAD_LIST,
    LOAD_START,
    M_FORM,
    M_HARD,
    M_HIGH,
    M_LOW,
    M_SCALE,
    M_VALUE,
    M_WEIGHT,
    MONITOR_SIZE,
    MONITORS,
    MOST_CHANGES,
    OF_LENGTH,
    ORDER,
    ORDERED,
    OUTSIDE,
    P_BUNDLE,
    P_LENGTH,
    P_SEAT,
    P_START,
    PAIRS,
    PIECE_CHANGE,
    PIECE_SIZE,
    PIECES,
    PIECES_HOOK,
    QUADRATIC,
    RECORDED,
    RESOURCE_SETS,
    RESOURCES,
    RUNNING,
    RUNNING_EVENTS,
    S_WORK,
    SEAT_CHANGE,
    SEAT_SIZE,
    SEATS,
    SOFT,
    SPREAD,
    TAKEN,
    TIME_SETS,
    TIMES,
    TOTAL,
    U_INDEX,
    U_KIND,
    U_LENGTH,
    U_START,
    UNPLACED,
    USED,
    WINDOW_LIST,
    WINDOW_START,
    WRONG_LENGTH,
    WRONG_SEAT,
    Numbers,
)


@inner
def row(m: Numbers, table: int, index: int, size: int) -> int:
    """Address of a row."""
    return int(m[table] + index * size)


@inner
def outside(value: int, low: int, high: int) -> int:
    """How far a value lies outside its bounds."""
    return max(0, low - value, value - high)


@inner
def price(m: Numbers, monitor: int, value: int) -> int:
    """Cost of a monitor at a value."""
    scale = m[monitor + M_SCALE]
    missed = outside(value, m[monitor + M_LOW] * scale, m[monitor + M_HIGH] * scale)
    if missed == 0:
        return 0
    deviation = missed if scale == 1 else (missed + scale - 1) // scale
    form = m[monitor + M_FORM]
    units = deviation if form == LINEAR else deviation * deviation if form == QUADRATIC else 1
    return int(m[monitor + M_WEIGHT] * units)


@inner
def bump(m: Numbers, index: int, change: int) -> None:
    """Change the value of a monitor, and the total with it."""
    monitor = row(m, MONITORS, index, MONITOR_SIZE)
    before = m[monitor + M_VALUE]
    m[monitor + M_VALUE] = before + change
    side = HARD if m[monitor + M_HARD] else SOFT
    m[m[TOTAL] + side] += price(m, monitor, before + change) - price(m, monitor, before)


@inner
def attends(m: Numbers, resource: int, time: int) -> int:
    """How many seats a resource takes at a time."""
    return int(m[m[ATTENDANCE] + resource * m[m[CONTROL] + TIMES] + time])


@inner
def idle(m: Numbers, cell: int, resource: int) -> int:
    """Free times between the first and the last busy time of a cell."""
    first, last = -1, -1
    for i in range(m[cell + C_FIRST], m[cell + C_END]):
        if attends(m, resource, m[m[CELL_TIMES] + i]) > 0:
            last = i
            if first < 0:
                first = i
    return 0 if first < 0 else int(last - first + 1 - m[cell + C_COUNT])


@inner
def late(m: Numbers, cell: int, resource: int) -> int:
    """What a cell's late beginning counts for: one at the second time, too many after it."""
    if m[cell + C_COUNT] == 0:
        return 0
    for i in range(2):
        place = m[cell + C_FIRST] + i
        if place < m[cell + C_END] and attends(m, resource, m[m[CELL_TIMES] + place]) > 0:
            return i
    return int(1 + m[cell + C_HIGH])


@inner
def lonely(m: Numbers, cell: int, resource: int) -> int:
    """Busy times of a cell with no busy one beside them."""
    found, before, now = 0, 0, 0
    for i in range(m[cell + C_FIRST], m[cell + C_END] + 1):
        inside = i < m[cell + C_END]
        after = 1 if inside and attends(m, resource, m[m[CELL_TIMES] + i]) > 0 else 0
        found += 1 if now and not before and not after else 0
        before, now = now, after
    return found


@inner
def shape_of(m: Numbers, cell: int, resource: int) -> int:
    """What a cell adds that looks at how its busy times lie."""
    kind = m[cell + C_KIND]
    if kind == IDLE:
        return idle(m, cell, resource)
    if kind == LATE:
        return late(m, cell, resource)
    return lonely(m, cell, resource)


@inner
def part_of(m: Numbers, cell: int, resource: int) -> int:
    """What a cell adds to its monitor."""
    kind, total = m[cell + C_KIND], m[cell + C_COUNT]
    if kind >= IDLE:
        return shape_of(m, cell, resource)
    if kind == COUNT:
        return int(total)
    if kind == ANY:
        return 1 if total > 0 else 0
    if kind == OUTSIDE or total > 0:
        return outside(total, m[cell + C_LOW], m[cell + C_HIGH])
    return 0


@inner
def count(m: Numbers, index: int, change: int, resource: int) -> None:
    """Change the count of a cell, and its monitor with it."""
    cell = row(m, CELLS, index, CELL_SIZE)
    m[cell + C_COUNT] += change
    part = part_of(m, cell, resource)
    before = m[cell + C_PART]
    if part != before:
        m[cell + C_PART] = part
        bump(m, m[cell + C_MONITOR], part - before)


@inner
def occupy(m: Numbers, resource: int, time: int, change: int) -> None:
    """Take a resource at a time (+1), or give it back (-1)."""
    place = resource * m[m[CONTROL] + TIMES] + time
    before = m[m[ATTENDANCE] + place]
    after = before + change
    m[m[ATTENDANCE] + place] = after
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
            m[m[HOLDERS] + resource * m[m[CONTROL] + TIMES] + time] += sign * (piece + 1)
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
        m[m[USED] + place] = before + sign
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
        m[place] = before + sign
        if before == 0 or before + sign == 0:
            place = m[LINKED] + link * times + time
            events = m[place]
            m[place] = events + sign
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
        elif kind in (AWAY, SPREAD, RUNNING):
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
            placed = end >= 0 and start >= 0
            missed = outside(start - end, m[hook + H_B], m[hook + H_C]) if placed else 0
            monitor = row(m, MONITORS, m[hook + H_MONITOR], MONITOR_SIZE)
            bump(m, m[hook + H_MONITOR], missed - m[monitor + M_VALUE])


@compiled
def put(m: Numbers, piece: int, length: int, start: int) -> None:
    """Give a piece a length and a start, without a record for undoing."""
    tally(m, piece, -1)
    lesson = row(m, PIECES, piece, PIECE_SIZE)
    m[lesson + P_LENGTH] = length
    m[lesson + P_START] = start
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


@compiled
def seat(m: Numbers, piece: int, position: int, resource: int) -> None:
    """Put a resource (or nobody, -1) into a seat, without a record for undoing."""
    weigh_seat(m, piece, position, -1)
    m[m[TAKEN] + m[row(m, PIECES, piece, PIECE_SIZE) + P_SEAT] + position] = resource
    weigh_seat(m, piece, position, 1)


@inner
def record(m: Numbers, kind: int, index: int, length: int, start: int) -> None:
    """Remember how something was."""
    change = row(m, CHANGES, m[m[CONTROL] + RECORDED], CHANGE_SIZE)
    m[change + U_KIND] = kind
    m[change + U_INDEX] = index
    m[change + U_LENGTH] = length
    m[change + U_START] = start
    m[m[CONTROL] + RECORDED] += 1


@compiled
def move(m: Numbers, piece: int, length: int, start: int) -> None:
    """Give a piece a length and a start, so that it can be undone."""
    if m[m[CONTROL] + RECORDED] < MOST_CHANGES:
        lesson = row(m, PIECES, piece, PIECE_SIZE)
        record(m, PIECE_CHANGE, piece, m[lesson + P_LENGTH], m[lesson + P_START])
        put(m, piece, length, start)


@compiled
def reseat(m: Numbers, piece: int, position: int, resource: int) -> None:
    """Put a resource into a seat, so that it can be undone."""
    if m[m[CONTROL] + RECORDED] < MOST_CHANGES:
        place = m[TAKEN] + m[row(m, PIECES, piece, PIECE_SIZE) + P_SEAT] + position
        record(m, SEAT_CHANGE, piece, position, m[place])
        seat(m, piece, position, resource)


@compiled
def undo(m: Numbers) -> None:
    """Take back every remembered change, the last one first."""
    while m[m[CONTROL] + RECORDED] > 0:
        m[m[CONTROL] + RECORDED] -= 1
        change = row(m, CHANGES, m[m[CONTROL] + RECORDED], CHANGE_SIZE)
        if m[change + U_KIND] == PIECE_CHANGE:
            put(m, m[change + U_INDEX], m[change + U_LENGTH], m[change + U_START])
        else:
            seat(m, m[change + U_INDEX], m[change + U_LENGTH], m[change + U_START])
