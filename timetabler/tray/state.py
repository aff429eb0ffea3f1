"""A placement in arrays, and the steps that change it, compiled."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numba
import numpy as np
import numpy.typing as npt

from timetabler.freshness import drop_stale
from timetabler.tray.model import Placement, Tray

F = TypeVar("F", bound=Callable[..., object])
Numbers = npt.NDArray[np.int64]
_compile: Any = numba.njit
NOBODY, UNSEEN = -1, -2
drop_stale(Path(__file__).parent)


def compiled(function: F) -> F:
    """Compiled once and kept; unlike those of `live`, these functions may allocate."""
    made: F = _compile(cache=True, nogil=True)(function)
    return made


class Seats(NamedTuple):
    """`seat[student, choice]` is a section or -1; `holds[student, slot]` a choice or -1.

    Sections of course c are those from `first[c]` to `first[c + 1]`, and the pairs (student,
    choice) that chose it are `takers[takers_first[c]:takers_first[c + 1]]`.
    """

    course: Numbers
    limit: Numbers
    slot: Numbers
    size: Numbers
    first: Numbers
    choice: Numbers
    seat: Numbers
    holds: Numbers
    takers_first: Numbers
    takers: Numbers
    teacher: Numbers
    teaching: Numbers
    crowd: Numbers


def empty_seats(tray: Tray, slots: Numbers) -> Seats:
    """Sections in their slots, nobody seated."""
    sections = len(tray.sections)
    first = np.zeros(len(tray.courses) + 1, np.int64)
    for course, own in tray.sections_of.items():
        first[course + 1] = first[course] + len(own)
    width = max((len(student.choices) for student in tray.students), default=1) or 1
    choice = np.full((len(tray.students), width), NOBODY, np.int64)
    takers: list[list[tuple[int, int]]] = [[] for _ in tray.courses]
    for number, student in enumerate(tray.students):
        for position, course in enumerate(student.choices):
            choice[number, position] = course
            takers[course].append((number, position))
    ends = np.cumsum([0, *map(len, takers)])
    teaching = np.zeros((max(tray.teacher_of, default=0) + 1 or 1, tray.slots), np.int64)
    for section, teacher in enumerate(tray.teacher_of):
        if teacher >= 0:
            teaching[teacher, slots[section]] += 1
    return Seats(
        course=np.array(tray.sections, np.int64),
        limit=np.array([tray.courses[c].size for c in tray.sections], np.int64),
        slot=slots.copy(),
        size=np.zeros(sections, np.int64),
        first=first,
        choice=choice,
        seat=np.full_like(choice, NOBODY),
        holds=np.full((len(tray.students), tray.slots), NOBODY, np.int64),
        takers_first=ends.astype(np.int64),
        takers=np.array([t for own in takers for t in own] or [(0, 0)], np.int64),
        teacher=np.array(tray.teacher_of, np.int64),
        teaching=teaching,
        crowd=np.bincount(slots, minlength=tray.slots).astype(np.int64),
    )


def placement_of(tray: Tray, seats: Seats) -> Placement:
    """The arrays as a placement."""
    rows = tuple(
        tuple(None if s < 0 else int(s) for s in seats.seat[n, : len(student.choices)])
        for n, student in enumerate(tray.students)
    )
    return Placement(tuple(int(slot) for slot in seats.slot), rows)


@compiled
def take(seats: Seats, student: int, choice: int, section: int) -> None:
    """Seat a student in a section of a choice."""
    seats.seat[student, choice] = section
    seats.holds[student, seats.slot[section]] = choice
    seats.size[section] += 1


@compiled
def leave(seats: Seats, student: int, choice: int) -> None:
    """Take a student out of the section of a choice."""
    section = seats.seat[student, choice]
    seats.holds[student, seats.slot[section]] = -1
    seats.seat[student, choice] = -1
    seats.size[section] -= 1


@compiled
def settle(seats: Seats, student: int, choice: int) -> bool:
    """Seat a choice, letting the student's other choices change sections: a shortest way."""
    slots = seats.holds.shape[1]
    came_from = np.full(slots, UNSEEN, np.int64)
    by_section = np.zeros(slots, np.int64)
    queue = np.zeros(slots + 1, np.int64)
    head, tail = 0, 1
    queue[0] = -1
    while head < tail:
        at = queue[head]
        head += 1
        asking = choice if at < 0 else seats.holds[student, at]
        course = seats.choice[student, asking]
        for section in range(seats.first[course], seats.first[course + 1]):
            slot = seats.slot[section]
            if seats.size[section] >= seats.limit[section] or came_from[slot] != UNSEEN:
                continue
            came_from[slot] = at
            by_section[slot] = section
            if seats.holds[student, slot] < 0:
                shift(seats, student, choice, slot, came_from, by_section)
                return True
            queue[tail] = slot
            tail += 1
    return False


@compiled
def shift(
    seats: Seats, student: int, choice: int, slot: int, came_from: Numbers, by_section: Numbers
) -> None:
    """Move the choices along the way that ends in a free slot."""
    while came_from[slot] >= 0:
        before = came_from[slot]
        moving = seats.holds[student, before]
        leave(seats, student, moving)
        take(seats, student, moving, by_section[slot])
        slot = before
    take(seats, student, choice, by_section[slot])
