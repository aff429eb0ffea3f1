"""Placing a tray: greedy by who chose what together, then annealing of sections, then proof."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from timetabler.chances import chances
from timetabler.exact.waiting import never
from timetabler.patience import Hearer, Limits, Patience
from timetabler.tray.anneal import anneal, open_choices, seat_all, sow
from timetabler.tray.exact import seat_exactly
from timetabler.tray.model import Placement, Tray, verdict
from timetabler.tray.ready import get_ready
from timetabler.tray.sound import make_sound
from timetabler.tray.state import Numbers, Seats, empty_seats, placement_of

HOT, COLD = 3.0, 0.15
AT_ONCE = 100
SEARCHING = 0.88  # of the time; what is left is for proof
WORK = 3.5e-7  # seconds of a quiet machine for one trial, for each student and slot of its course


@dataclass(frozen=True, kw_only=True)
class TrayOptions(Limits):
    """Limits of a search for a tray; only with `counted` is the same seed the same placement."""

    seconds: float = 60.0


def plan_tray(
    tray: Tray,
    options: TrayOptions | None = None,
    *,
    listener: Hearer | None = None,
    cancelled: Callable[[], bool] = never,
) -> Placement:
    """The placement with the most choices met that is found within the time.

    No teacher is twice in a slot and no slot has more sections than rooms; only where a teacher
    has more sections than there are slots, or all slots together too few rooms, `verdict` counts
    the fewest that there can be. The listener hears of better placements: their costs are what
    must not be (clashes and crowds), then choices unmet. When `cancelled` says so, the best so far
    is returned.
    """
    get_ready()
    patience = Patience.of(options or TrayOptions(), listener=listener, cancelled=cancelled)
    seed = patience.limits.seed
    sow(seed)
    seats = empty_seats(tray, _greedy(tray, seed))
    seat_all(seats)
    teller = _Teller(tray, placement_of(tray, seats), patience)
    best, fewest = _anneal(tray, seats, patience.part(SEARCHING), teller)
    found = placement_of(tray, best)
    if not fewest or not tray.sections or patience.ended():
        return found
    return seat_exactly(tray, found, patience, lambda unmet: teller.tell(unmet, "seats, exactly"))


class _Teller:
    """Tells of better placements; what must not be is the same in all of them."""

    def __init__(self, tray: Tray, first: Placement, patience: Patience) -> None:
        found = verdict(tray, first)
        self._broken, self._patience = found.teacher_clashes + found.room_clashes, patience
        self._fewest = found.choices - found.met
        patience.tell((self._broken, self._fewest), "greedy")

    def tell(self, unmet: int, method: str) -> None:
        if unmet < self._fewest:
            self._fewest = unmet
            self._patience.tell((self._broken, unmet), method)


def _anneal(tray: Tray, seats: Seats, patience: Patience, teller: _Teller) -> tuple[Seats, int]:
    """The best of what annealing finds, and its choices unmet."""
    best, fewest = _copy(seats), int(open_choices(seats))
    work = AT_ONCE * WORK * tray.slots * len(seats.takers) / max(1, len(tray.courses))
    while fewest and tray.sections and not patience.ended():
        heat = HOT * (COLD / HOT) ** patience.share()
        anneal(seats, AT_ONCE, heat, tray.rooms or len(tray.sections))
        patience.charge(work)
        now = int(open_choices(seats))
        if now < fewest:
            best, fewest = _copy(seats), now
            teller.tell(now, "annealing")
    return best, fewest


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

    def worth(section: int, slot: int) -> float:
        """How much the takers of a section's course have in a slot already."""
        course = tray.sections[section]
        return float(weight[slot] @ together[course] + 1000.0 * weight[slot, course])

    make_sound(tray, slots, worth)
    return slots
