"""A tray re-opened: changed choices are seated, sections stay, others move only if they must."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from timetabler.exact.waiting import never
from timetabler.patience import Limits, Patience
from timetabler.tray.anneal import is_open, settle_all, sow, trade
from timetabler.tray.model import Placement, Tray, verdict
from timetabler.tray.state import Seats, empty_seats, placement_of, take

MOST_MOVED = 0.02


def reopen(
    tray: Tray,
    placement: Placement,
    changed: Mapping[int, tuple[int, ...]],
    *,
    most_moved: float = MOST_MOVED,
    cancelled: Callable[[], bool] = never,
) -> tuple[Tray, Placement]:
    """The tray with new choices of some students, and a placement near the old one.

    At most the share `most_moved` of the other students change a section; the changed students
    keep the sections of the choices that they keep, unless a new choice needs them to move. It
    takes less than a second, is the same each time and asks nobody to listen; when `cancelled` says
    so, the changed students who have not had their turn keep what they had, and new choices of
    theirs are unmet. Raises ValueError where a student is not there, choices are not those of a
    tray, or the placement is not one of this tray.
    """
    _check(tray, placement, changed)
    patience = Patience.of(Limits(seconds=float("inf")), cancelled=cancelled)
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
        if patience.gone():
            break
        settle_all(seats, number)
        for position in range(len(students[number].choices)):
            if budget > 0 and is_open(seats, number, position) and trade(seats, number, position):
                budget -= 1
    return again, placement_of(again, seats)


def _check(tray: Tray, placement: Placement, changed: Mapping[int, tuple[int, ...]]) -> None:
    if unknown := sorted(n for n in changed if not 0 <= n < len(tray.students)):
        raise ValueError(f"no student {unknown}: the tray has {len(tray.students)}")
    if len(placement.slots) != len(tray.sections):
        raise ValueError(
            f"the placement has {len(placement.slots)} sections, the tray {len(tray.sections)}"
        )
    rows = [len(student.choices) for student in tray.students]
    sections = range(len(tray.sections))
    there = all(slot in range(tray.slots) for slot in placement.slots) and all(
        section is None or section in sections for row in placement.seats for section in row
    )
    fits = there and list(map(len, placement.seats)) == rows
    if not fits or not verdict(tray, placement).seated:
        raise ValueError("the placement does not seat the students of this tray")


def _keep(tray: Tray, placement: Placement, again: Tray, seats: Seats) -> None:
    """Seat every choice that stays where it was."""
    for number, student in enumerate(tray.students):
        held = dict(zip(student.choices, placement.seats[number], strict=True))
        for position, course in enumerate(again.students[number].choices):
            section = held.get(course)
            if section is not None:
                take(seats, number, position, section)
