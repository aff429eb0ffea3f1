"""Machine code of the tray, compiled or loaded before a search's clock begins."""

from functools import cache

import numpy as np

from timetabler.tray.anneal import anneal, open_choices, seat_all, sow
from timetabler.tray.model import Course, Student, Tray
from timetabler.tray.state import empty_seats


@cache
def get_ready() -> None:
    """Run all that a search runs on a tray of one student; takes long where no code is kept."""
    course, student = Course(id="course", size=1), Student(id="student", choices=(0,))
    tray = Tray(periods=1, bars=1, courses=(course,), students=(student,))
    seats = empty_seats(tray, np.zeros(len(tray.sections), np.int64))
    sow(1)
    seat_all(seats)
    open_choices(seats)
    anneal(seats, 1, 1.0, 1)
