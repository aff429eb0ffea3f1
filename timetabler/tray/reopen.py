"""A tray re-opened: changed choices are seated, sections stay, others move only if they must."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from timetabler.tray.anneal import is_open, settle_all, sow, trade
from timetabler.tray.model import Placement, Tray
from timetabler.tray.state import Seats, empty_seats, placement_of, take

MOST_MOVED = 0.02


def reopen(
    tray: Tray,
    placement: Placement,
    changed: Mapping[int, tuple[int, ...]],
    *,
    most_moved: float = MOST_MOVED,
) -> tuple[Tray, Placement]:
    """The tray with new choices of some students, and a placement near the old one.

    At most the share `most_moved` of the other students change a section; the changed students
    keep the sections of the choices that they keep, unless a new choice needs them to move.
    """
    students = tuple(
        replace(student, choices=changed.get(number, student.choices))
        for number, student in enumerate(tray.students)
    )
    counted = [len(tray.sections_of[n]) for n in range(len(tray.courses))]
    courses = tuple(replace(c, sections=k) for c, k in zip(tray.courses, counted, strict=True))
    again = replace(tray, students=students, courses=courses)
    seats = empty_seats(again, np.array(placement.slots, np.int64))
    _keep(tray, placement, again, seats)
    sow(0)
    budget = int(most_moved * (len(students) - len(changed)))
    for number in sorted(changed):
        settle_all(seats, number)
        for position in range(len(students[number].choices)):
            if budget > 0 and is_open(seats, number, position) and trade(seats, number, position):
                budget -= 1
    return again, placement_of(again, seats)


def _keep(tray: Tray, placement: Placement, again: Tray, seats: Seats) -> None:
    """Seat every choice that stays where it was."""
    for number, student in enumerate(tray.students):
        held = dict(zip(student.choices, placement.seats[number], strict=True))
        for position, course in enumerate(again.students[number].choices):
            section = held.get(course)
            if section is not None:
                take(seats, number, position, section)
