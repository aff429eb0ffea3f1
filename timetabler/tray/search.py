"""Placing a tray: greedy by who chose what together, then annealing of sections, then proof."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from timetabler.chances import chances
from timetabler.tray.anneal import anneal, open_choices, seat_all, sow
from timetabler.tray.exact import seat_exactly
from timetabler.tray.model import Placement, Tray
from timetabler.tray.ready import get_ready
from timetabler.tray.state import Numbers, Seats, empty_seats, placement_of

HOT, COLD = 3.0, 0.15
AT_ONCE = 100
LAST_SHARE = 0.12


@dataclass(frozen=True, kw_only=True)
class TrayOptions:
    """Limits of a search; the same seed and the same work give the same placement."""

    seconds: float = 60.0
    seed: int = 1


def plan_tray(
    tray: Tray,
    options: TrayOptions | None = None,
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> Placement:
    """The placement with the most choices met that is found within the time."""
    limits = options or TrayOptions()
    get_ready()
    begun = time.monotonic()
    sow(limits.seed)
    seats = empty_seats(tray, _greedy(tray, limits.seed))
    seat_all(seats)
    searching = limits.seconds * (1 - LAST_SHARE)
    best, fewest = _copy(seats), int(open_choices(seats))
    while fewest and not cancelled():
        share = (time.monotonic() - begun) / searching
        if share >= 1:
            break
        anneal(seats, AT_ONCE, HOT * (COLD / HOT) ** share, tray.rooms or len(tray.sections))
        now = int(open_choices(seats))
        if now < fewest:
            best, fewest = _copy(seats), now
    found = placement_of(tray, best)
    deadline = begun + limits.seconds
    late = time.monotonic() >= deadline or cancelled()
    return found if late or not fewest else seat_exactly(tray, found, deadline, limits.seed)


def _copy(seats: Seats) -> Seats:
    return Seats(*(array.copy() for array in seats))


def _greedy(tray: Tray, seed: int) -> Numbers:
    """Large courses last: each section where fewest of its takers have something already."""
    random = chances(seed)
    together = np.zeros((len(tray.courses), len(tray.courses)), np.int64)
    for student in tray.students:
        for course in student.choices:
            together[course, list(student.choices)] += 1
    slots = np.full(len(tray.sections), -1, np.int64)
    busy = np.zeros((max(tray.teacher_of, default=0) + 1 or 1, tray.slots), bool)
    crowd = np.zeros(tray.slots, np.int64)
    weight = np.zeros((tray.slots, len(tray.courses)))
    order = sorted(
        range(len(tray.courses)), key=lambda c: (len(tray.sections_of[c]), random.random())
    )
    for course in order:
        for section in tray.sections_of[course]:
            cost = weight @ together[course] + 1000.0 * weight[:, course]
            cost += 1e6 * busy[tray.teacher_of[section]] * (tray.teacher_of[section] >= 0)
            cost += 1e6 * (crowd >= (tray.rooms or len(tray.sections)))
            slot = int(np.argmin(cost + np.array([random.random() for _ in cost])))
            slots[section] = slot
            busy[tray.teacher_of[section], slot] |= tray.teacher_of[section] >= 0
            crowd[slot] += 1
            weight[slot, course] += 1.0 / len(tray.sections_of[course])
    return slots
