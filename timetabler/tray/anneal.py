"""Annealing of a tray: move a section, let its students and those left out settle again."""

import numpy as np

from timetabler.tray.state import Numbers, Seats, compiled, leave, settle, take


@compiled
def sow(seed: int) -> None:
    """Seed the compiled functions' own random numbers."""
    np.random.seed(seed)  # noqa: NPY002


@compiled
def is_open(seats: Seats, student: int, choice: int) -> bool:
    """Whether a choice has no section."""
    return bool(seats.choice[student, choice] >= 0 and seats.seat[student, choice] < 0)


@compiled
def open_of(seats: Seats, student: int) -> int:
    """How many choices of a student have no section."""
    found = 0
    for choice in range(seats.choice.shape[1]):
        found += 1 if is_open(seats, student, choice) else 0
    return found


@compiled
def open_choices(seats: Seats) -> int:
    """How many choices have no section."""
    found = 0
    for student in range(seats.choice.shape[0]):
        found += open_of(seats, student)
    return found


@compiled
def settle_all(seats: Seats, student: int) -> None:
    """Seat a student's open choices as far as there is room."""
    for choice in range(seats.choice.shape[1]):
        if is_open(seats, student, choice):
            settle(seats, student, choice)


@compiled
def seat_all(seats: Seats) -> None:
    """Seat whom there is room for."""
    for student in range(seats.choice.shape[0]):
        settle_all(seats, student)


@compiled
def move(seats: Seats, section: int, slot: int) -> None:
    """Put an empty section into another slot."""
    old, teacher = seats.slot[section], seats.teacher[section]
    seats.slot[section] = slot
    seats.crowd[old] -= 1
    seats.crowd[slot] += 1
    if teacher >= 0:
        seats.teaching[teacher, old] -= 1
        seats.teaching[teacher, slot] += 1


@compiled
def may(seats: Seats, section: int, slot: int, rooms: int) -> bool:
    """Whether a section could lie in a slot as far as teacher and rooms go."""
    teacher = seats.teacher[section]
    free = teacher < 0 or seats.teaching[teacher, slot] == 0
    return bool(free and slot != seats.slot[section] and seats.crowd[slot] < rooms)


@compiled
def restore(seats: Seats, students: Numbers, rows: Numbers) -> None:
    """Give students the seats back that they had."""
    for i in range(len(students)):
        student = students[i]
        for choice in range(rows.shape[1]):
            if seats.seat[student, choice] >= 0:
                leave(seats, student, choice)
    for i in range(len(students)):
        for choice in range(rows.shape[1]):
            if rows[i, choice] >= 0:
                take(seats, students[i], choice, rows[i, choice])


@compiled
def empty(seats: Seats, section: int) -> None:
    """Take everybody out of a section."""
    course = seats.course[section]
    for i in range(seats.takers_first[course], seats.takers_first[course + 1]):
        if seats.seat[seats.takers[i, 0], seats.takers[i, 1]] == section:
            leave(seats, seats.takers[i, 0], seats.takers[i, 1])


@compiled
def may_swap(seats: Seats, one: int, other: int) -> bool:
    """Whether two sections of different courses could change slots as far as teachers go."""
    mine, yours = seats.teacher[one], seats.teacher[other]
    both = 1 if mine == yours else 0
    one_free = mine < 0 or seats.teaching[mine, seats.slot[other]] == both
    other_free = yours < 0 or seats.teaching[yours, seats.slot[one]] == both
    return bool(one_free and other_free and seats.course[one] != seats.course[other])


@compiled
def somebody_in(seats: Seats, slot: int) -> int:
    """Any section that lies in a slot, or -1."""
    sections = len(seats.slot)
    begin = np.random.randint(sections)  # noqa: NPY002
    for i in range(sections):
        section = (begin + i) % sections
        if seats.slot[section] == slot:
            return section
    return -1


@compiled
def takers_of(seats: Seats, section: int, other: int) -> Numbers:
    """Students who chose the course of a section, or that of another one if there is."""
    chose = np.zeros(seats.choice.shape[0], np.int64)
    for one in (section, other):
        course = seats.course[one] if one >= 0 else 0
        end = seats.takers_first[course + 1] if one >= 0 else 0
        for i in range(seats.takers_first[course], end):
            chose[seats.takers[i, 0]] = 1
    return np.nonzero(chose)[0]


@compiled
def open_of_all(seats: Seats, students: Numbers) -> int:
    """How many choices of some students have no section."""
    found = 0
    for student in students:
        found += open_of(seats, student)
    return found


@compiled
def place(seats: Seats, section: int, slot: int, other: int, other_slot: int) -> None:
    """Empty a section, and another one if there is, and put them into slots."""
    empty(seats, section)
    move(seats, section, slot)
    if other >= 0:
        empty(seats, other)
        move(seats, other, other_slot)


@compiled
def try_move(seats: Seats, section: int, slot: int, other: int, heat: float) -> None:
    """Move a section, another one going to its slot if there is one.

    It stays so where that is no worse, or by chance where it is.
    """
    students = takers_of(seats, section, other)
    rows = seats.seat[students].copy()
    old, worse = seats.slot[section], -open_of_all(seats, students)
    place(seats, section, slot, other, old)
    for i in np.random.permutation(len(students)):  # noqa: NPY002
        settle_all(seats, students[i])
    worse += open_of_all(seats, students)
    if worse > 0 and np.random.random() >= np.exp(-worse / heat):  # noqa: NPY002
        place(seats, section, old, other, slot)
        restore(seats, students, rows)


@compiled
def trade(seats: Seats, student: int, choice: int) -> bool:
    """Seat a choice where one who sits in a full section of it can go to another one."""
    course = seats.choice[student, choice]
    first, end = seats.takers_first[course], seats.takers_first[course + 1]
    for section in range(seats.first[course], seats.first[course + 1]):
        if seats.holds[student, seats.slot[section]] >= 0:
            continue
        for i in np.random.permutation(end - first):  # noqa: NPY002
            other, own = seats.takers[first + i, 0], seats.takers[first + i, 1]
            if other == student or seats.seat[other, own] != section:
                continue
            leave(seats, other, own)
            if settle_elsewhere(seats, other, own, section):
                take(seats, student, choice, section)
                return True
            take(seats, other, own, section)
    return False


@compiled
def settle_elsewhere(seats: Seats, student: int, choice: int, section: int) -> bool:
    """Seat a choice, but not in a certain section."""
    limit = seats.limit[section]
    seats.limit[section] = 0
    found = settle(seats, student, choice)
    seats.limit[section] = limit
    return found


@compiled
def trade_all(seats: Seats, missed: Numbers) -> int:
    """Seat open choices by trades; lists a section of each course that is still missed."""
    many = 0
    for student in range(seats.choice.shape[0]):
        for choice in range(seats.choice.shape[1]):
            if not is_open(seats, student, choice) or trade(seats, student, choice):
                continue
            course = seats.choice[student, choice]
            size = seats.first[course + 1] - seats.first[course]
            if many < len(missed) and size > 0:
                missed[many] = seats.first[course] + np.random.randint(size)  # noqa: NPY002
                many += 1
    return many


@compiled
def anneal(seats: Seats, trials: int, heat: float, rooms: int) -> None:
    """Trade seats; then try some moves of sections, half of them of courses that are missed."""
    sections, slots = len(seats.slot), seats.holds.shape[1]
    missed = np.zeros(sections, np.int64)
    many = trade_all(seats, missed)
    for trial in range(trials):
        section = np.random.randint(sections)  # noqa: NPY002
        if many and trial % 2:
            section = missed[np.random.randint(many)]  # noqa: NPY002
        slot = np.random.randint(slots)  # noqa: NPY002
        other, able = -1, may(seats, section, slot, rooms)
        if not able and seats.crowd[slot] >= rooms and slot != seats.slot[section]:
            other = somebody_in(seats, slot)
            able = may_swap(seats, section, other)
        if able:
            try_move(seats, section, slot, other, heat)
