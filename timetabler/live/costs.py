"""Monitors and cells: how a changed count becomes a changed cost.

`m` is the memory of a state. A row of a table is known by its address: `row(m, PIECES, 3,
PIECE_SIZE)`; the field behind it is `m[address + P_START]`.
"""

from timetabler.live.compiled import inner
from timetabler.live.state import (
    ANY,
    ATTENDANCE,
    C_COUNT,
    C_END,
    C_FIRST,
    C_HIGH,
    C_KIND,
    C_LOW,
    C_MONITOR,
    C_PART,
    CELL_SIZE,
    CELL_TIMES,
    CELLS,
    CONTROL,
    COUNT,
    HARD,
    IDLE,
    LATE,
    LEAST,
    LESS_ANY,
    LINEAR,
    LOG,
    M_FORM,
    M_HARD,
    M_HIGH,
    M_LOW,
    M_PENALTY,
    M_SCALE,
    M_VALUE,
    M_WEIGHT,
    MONITOR_SIZE,
    MONITORS,
    MOVES,
    OUTSIDE,
    QUADRATIC,
    RECORDED,
    SOFT,
    TIMES,
    TOTAL,
    URGED,
    Numbers,
)

NOWHERE, EVERYWHERE = -1, -2  # at none of some places, or at several of them


@inner
def row(m: Numbers, table: int, index: int, size: int) -> int:
    """Address of a row."""
    return int(m[table] + index * size)


@inner
def write(m: Numbers, place: int, value: int) -> None:
    """Change a number, and log what it was."""
    control = m[CONTROL]
    entry = m[LOG] + 2 * m[control + RECORDED]
    m[entry] = place
    m[entry + 1] = m[place]
    m[control + RECORDED] += 1
    m[place] = value


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
def charge(m: Numbers, monitor: int, more: int) -> None:
    """Add what a monitor costs more to the total."""
    if more != 0:
        m[m[TOTAL] + (HARD if m[monitor + M_HARD] else SOFT)] += more
        m[m[TOTAL] + URGED] += more * m[monitor + M_PENALTY]


@inner
def bump(m: Numbers, index: int, change: int) -> None:
    """Change the value of a monitor, and the total with it."""
    monitor = row(m, MONITORS, index, MONITOR_SIZE)
    before = m[monitor + M_VALUE]
    write(m, monitor + M_VALUE, before + change)
    charge(m, monitor, price(m, monitor, before + change) - price(m, monitor, before))


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
def place_at(m: Numbers, cell: int, number: int) -> int:
    """Which of a cell's places is busy at one of its times, or that none or several are."""
    found, places = NOWHERE, m[cell + C_LOW]
    first = m[CELL_TIMES] + m[cell + C_FIRST] + number * places
    for place in range(places):
        if m[m[ATTENDANCE] + m[first + place]] > 0:
            found = place if found == NOWHERE else EVERYWHERE
    return int(found)


@inner
def moves(m: Numbers, cell: int) -> int:
    """How often a cell's lessons follow each other at different places, with too short a pause."""
    found, last, when, places = 0, -1, 0, m[cell + C_LOW]
    for now in range((m[cell + C_END] - m[cell + C_FIRST]) // places):
        at = place_at(m, cell, now)
        if at == NOWHERE:
            continue
        soon = last != NOWHERE and now - when <= m[cell + C_HIGH]
        found += 1 if soon and (at != last or at == EVERYWHERE) else 0
        last, when = at, now
    return int(found)


@inner
def shape_of(m: Numbers, cell: int, resource: int) -> int:
    """What a cell adds that looks at how its busy times lie."""
    kind = m[cell + C_KIND]
    if kind == IDLE:
        return idle(m, cell, resource)
    if kind == LATE:
        return late(m, cell, resource)
    return moves(m, cell) if kind == MOVES else lonely(m, cell, resource)


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
    if kind == LESS_ANY:
        return -1 if total > 0 else 0
    if kind == OUTSIDE or total > 0:
        return outside(total, m[cell + C_LOW], m[cell + C_HIGH])
    return 0


@inner
def least(m: Numbers, cell: int) -> int:
    """What the cells of one monitor add up to but for the greatest: layer by layer."""
    total, layer, size = 0, 0, m[cell + C_LOW]
    reached = m[cell + C_HIGH] + 1
    while reached > m[cell + C_HIGH]:
        layer, reached = layer + 1, 0
        for i in range(m[cell + C_FIRST], m[cell + C_END], size):
            one = m[row(m, CELLS, i, CELL_SIZE) + C_COUNT]
            other = m[row(m, CELLS, i + size - 1, CELL_SIZE) + C_COUNT]
            reached += 1 if min(one, other) >= layer else 0
        total += max(0, reached - m[cell + C_HIGH])
    return int(total)


@inner
def count(m: Numbers, index: int, change: int, resource: int) -> None:
    """Change the count of a cell, and its monitor with it."""
    cell = row(m, CELLS, index, CELL_SIZE)
    write(m, cell + C_COUNT, m[cell + C_COUNT] + change)
    if m[cell + C_KIND] == LEAST:
        monitor = row(m, MONITORS, m[cell + C_MONITOR], MONITOR_SIZE)
        bump(m, m[cell + C_MONITOR], least(m, cell) - m[monitor + M_VALUE])
        return
    part = part_of(m, cell, resource)
    before = m[cell + C_PART]
    if part != before:
        write(m, cell + C_PART, part)
        bump(m, m[cell + C_MONITOR], part - before)
