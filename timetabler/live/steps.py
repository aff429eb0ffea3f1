"""The steps of the live evaluation: each changes one thing and brings every cost along."""

from timetabler.live.compiled import compiled, inlined
from timetabler.live.state import (
    ANY,
    AWAY,
    COUNT,
    EMPTY_SEAT,
    HARD,
    IDLE,
    LINEAR,
    OF_LENGTH,
    ORDER,
    OUTSIDE,
    PIECE_CHANGE,
    PIECES,
    QUADRATIC,
    RUNNING,
    SEAT_CHANGE,
    SOFT,
    SPREAD,
    UNPLACED,
    WRONG_LENGTH,
    WRONG_SEAT,
    Row,
    State,
)


@inlined
def outside(value: int, low: int, high: int) -> int:
    """How far a value lies outside its bounds."""
    if value < low:
        return low - value
    if value > high:
        return value - high
    return 0


@inlined
def price(monitor: Row, value: int) -> int:
    """Cost of a monitor at a value."""
    scale = monitor.scale
    deviation = (outside(value, monitor.low * scale, monitor.high * scale) + scale - 1) // scale
    if monitor.form == LINEAR:
        return int(monitor.weight * deviation)
    if monitor.form == QUADRATIC:
        return int(monitor.weight * deviation * deviation)
    return int(monitor.weight) if deviation > 0 else 0


@inlined
def bump(s: State, index: int, change: int) -> None:
    """Change the value of a monitor, and the total with it."""
    monitor = s.monitors[index]
    value = monitor.value + change
    side = HARD if monitor.hard else SOFT
    s.total[side] += price(monitor, value) - price(monitor, monitor.value)
    monitor.value = value


@inlined
def idle(s: State, cell: Row, resource: int) -> int:
    """Free times between the first and the last busy time of a cell."""
    first, last = -1, -1
    for i in range(cell.first_time, cell.end_time):
        if s.attendance[resource, s.cell_times[i]] > 0:
            last = i
            if first < 0:
                first = i
    return 0 if first < 0 else int(last - first + 1 - cell.count)


@inlined
def part_of(s: State, cell: Row, resource: int) -> int:
    """What a cell adds to its monitor."""
    if cell.kind == IDLE:
        return idle(s, cell, resource)
    if cell.kind == COUNT:
        return int(cell.count)
    if cell.kind == ANY:
        return 1 if cell.count > 0 else 0
    if cell.kind == OUTSIDE or cell.count > 0:
        return outside(cell.count, cell.low, cell.high)
    return 0


@inlined
def count(s: State, index: int, change: int, resource: int) -> None:
    """Change the count of a cell, and its monitor with it."""
    cell = s.cells[index]
    cell.count += change
    part = part_of(s, cell, resource)
    if part != cell.part:
        bump(s, cell.monitor, part - cell.part)
        cell.part = part


@inlined
def occupy(s: State, resource: int, time: int, change: int) -> None:
    """Take a resource at a time (+1), or give it back (-1)."""
    before = s.attendance[resource, time]
    after = before + change
    s.attendance[resource, time] = after
    clashes = max(0, after - 1) - max(0, before - 1)
    if clashes != 0:
        for i in range(s.clash_start[resource], s.clash_start[resource + 1]):
            bump(s, s.clash_list[i], clashes)
    if (before == 0) != (after == 0):
        place = resource * s.attendance.shape[1] + time
        for i in range(s.cell_start[place], s.cell_start[place + 1]):
            count(s, s.cell_list[i], change, resource)


@inlined
def sit(s: State, piece: int, seat: int, sign: int) -> None:
    """Add or take away what one seat of a piece means to the resource in it."""
    lesson = s.pieces[piece]
    resource = s.taken[lesson.seat + seat]
    if resource < 0 or lesson.length == 0:
        return
    if lesson.start >= 0:
        for time in range(lesson.start, lesson.start + lesson.length):
            occupy(s, resource, time, sign)
            s.holders[resource, time] += sign * (piece + 1)
    work = s.seats[s.bundles[lesson.bundle].seat + seat].work
    for i in range(s.load_start[resource], s.load_start[resource + 1]):
        bump(s, s.load_list[i], sign * lesson.length * work * s.load_factor[i])


@inlined
def seat_hook(s: State, hook: Row, lesson: Row, sign: int) -> None:
    """Feed a monitor that looks at one seat of a piece."""
    resource = s.taken[lesson.seat + hook.seat]
    if hook.kind == EMPTY_SEAT:
        if resource < 0:
            bump(s, hook.monitor, sign * lesson.length)
    elif resource >= 0 and hook.kind == WRONG_SEAT:
        if not s.resource_sets[hook.a, resource]:
            bump(s, hook.monitor, sign * lesson.length)
    elif resource >= 0:
        before = s.used[hook.a, resource]
        s.used[hook.a, resource] = before + sign
        if before == 0 or before + sign == 0:
            bump(s, hook.monitor, sign)


@inlined
def run(s: State, hook: Row, lesson: Row, sign: int) -> None:
    """Keep count of which linked events run at which times."""
    for time in range(lesson.start, lesson.start + lesson.length):
        before = s.running[hook.a, time]
        s.running[hook.a, time] = before + sign
        if before == 0 or before + sign == 0:
            events = s.linked[hook.b, time]
            s.linked[hook.b, time] = events + sign
            size = s.link_size[hook.b]
            partly = 1 if 0 < events + sign < size else 0
            bump(s, hook.monitor, partly - (1 if 0 < events < size else 0))


@inlined
def placed_hook(s: State, hook: Row, lesson: Row, sign: int) -> None:
    """Feed a monitor that looks at when a placed piece starts."""
    if hook.kind == AWAY:
        if not s.time_sets[hook.a, lesson.start] and hook.b in (0, lesson.length):
            bump(s, hook.monitor, sign * lesson.length)
    elif hook.kind == SPREAD:
        place = hook.a * s.attendance.shape[1] + lesson.start
        for i in range(s.window_start[place], s.window_start[place + 1]):
            count(s, hook.b + s.window_list[i], sign, 0)
    elif hook.kind == RUNNING:
        run(s, hook, lesson, sign)


@inlined
def length_hook(s: State, hook: Row, lesson: Row, sign: int) -> None:
    """Feed a monitor that looks at a piece's length or number only."""
    if hook.kind == UNPLACED:
        if lesson.start < 0:
            bump(s, hook.monitor, sign * lesson.length)
    elif hook.kind == WRONG_LENGTH:
        if lesson.length < hook.a or lesson.length > hook.b:
            bump(s, hook.monitor, sign)
    elif hook.kind == PIECES:
        count(s, hook.a, sign, 0)
    elif hook.kind == OF_LENGTH and lesson.length == hook.a:
        bump(s, hook.monitor, sign)


@compiled
def tally(s: State, piece: int, sign: int) -> None:
    """Add or take away all that a piece means."""
    lesson = s.pieces[piece]
    if lesson.length == 0:
        return
    bundle = s.bundles[lesson.bundle]
    for seat in range(bundle.seats):
        sit(s, piece, seat, sign)
    for i in range(bundle.hook, bundle.hook + bundle.hooks):
        hook = s.hooks[i]
        if hook.kind >= EMPTY_SEAT:
            seat_hook(s, hook, lesson, sign)
        elif hook.kind in (AWAY, SPREAD, RUNNING):
            if lesson.start >= 0:
                placed_hook(s, hook, lesson, sign)
        else:
            length_hook(s, hook, lesson, sign)


@inlined
def edge(s: State, bundle: int, last: bool) -> int:
    """First time of a bundle, or the time after its last; -1 where nothing is placed."""
    found = -1
    which = s.bundles[bundle]
    for piece in range(which.piece, which.piece + which.pieces):
        lesson = s.pieces[piece]
        if lesson.length > 0 and lesson.start >= 0:
            if last:
                found = max(found, lesson.start + lesson.length)
            elif found < 0 or lesson.start < found:
                found = lesson.start
    return found


@compiled
def reorder(s: State, bundle_index: int) -> None:
    """Bring the ordered pairs of a bundle up to date."""
    bundle = s.bundles[bundle_index]
    for i in range(bundle.hook, bundle.hook + bundle.hooks):
        hook = s.hooks[i]
        if hook.kind == ORDER:
            end = edge(s, s.pairs[hook.a, 0], True)
            start = edge(s, s.pairs[hook.a, 1], False)
            missed = 0 if end < 0 or start < 0 else outside(start - end, hook.b, hook.c)
            bump(s, hook.monitor, missed - s.monitors[hook.monitor].value)


@inlined
def put(s: State, piece: int, length: int, start: int) -> None:
    """Give a piece a length and a start, without a record for undoing."""
    tally(s, piece, -1)
    lesson = s.pieces[piece]
    lesson.length = length
    lesson.start = start
    tally(s, piece, 1)
    if s.control[1] > 0:
        reorder(s, lesson.bundle)


@compiled
def weigh_seat(s: State, piece: int, seat: int, sign: int) -> None:
    """Add or take away what one seat means, to its resource and to the rules on the seat."""
    sit(s, piece, seat, sign)
    lesson = s.pieces[piece]
    if lesson.length == 0:
        return
    bundle = s.bundles[lesson.bundle]
    for i in range(bundle.hook, bundle.hook + bundle.hooks):
        hook = s.hooks[i]
        if hook.kind >= EMPTY_SEAT and hook.seat == seat:
            seat_hook(s, hook, lesson, sign)


@inlined
def seat(s: State, piece: int, position: int, resource: int) -> None:
    """Put a resource (or nobody, -1) into a seat, without a record for undoing."""
    weigh_seat(s, piece, position, -1)
    s.taken[s.pieces[piece].seat + position] = resource
    weigh_seat(s, piece, position, 1)


@inlined
def record(s: State, kind: int, index: int, length: int, start: int) -> None:
    """Remember how something was."""
    change = s.changes[s.control[0]]
    change.kind = kind
    change.index = index
    change.length = length
    change.start = start
    s.control[0] += 1


@inlined
def room_to_record(s: State) -> bool:
    """Whether one more change can be remembered."""
    return bool(s.control[0] < s.changes.shape[0])


@inlined
def move(s: State, piece: int, length: int, start: int) -> None:
    """Give a piece a length and a start, so that it can be undone."""
    if room_to_record(s):
        lesson = s.pieces[piece]
        record(s, PIECE_CHANGE, piece, lesson.length, lesson.start)
        put(s, piece, length, start)


@inlined
def reseat(s: State, piece: int, position: int, resource: int) -> None:
    """Put a resource into a seat, so that it can be undone."""
    if room_to_record(s):
        before = s.taken[s.pieces[piece].seat + position]
        record(s, SEAT_CHANGE, piece, position, before)
        seat(s, piece, position, resource)


@compiled
def undo(s: State) -> None:
    """Take back every remembered change, the last one first."""
    while s.control[0] > 0:
        s.control[0] -= 1
        change = s.changes[s.control[0]]
        if change.kind == PIECE_CHANGE:
            put(s, change.index, change.length, change.start)
        else:
            seat(s, change.index, change.length, change.start)


@compiled
def do_put(s: State, piece: int, length: int, start: int) -> None:
    """As `put`, called from outside."""
    put(s, piece, length, start)


@compiled
def do_seat(s: State, piece: int, position: int, resource: int) -> None:
    """As `seat`, called from outside."""
    seat(s, piece, position, resource)


@compiled
def do_move(s: State, piece: int, length: int, start: int) -> None:
    """As `move`, called from outside."""
    move(s, piece, length, start)


@compiled
def do_reseat(s: State, piece: int, position: int, resource: int) -> None:
    """As `reseat`, called from outside."""
    reseat(s, piece, position, resource)
