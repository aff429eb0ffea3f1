"""Slots in which no teacher is twice and no slot has too many sections, where that can be.

It nearly always can: sections in the order of their teachers, dealt to the slots in turn, put no
teacher twice anywhere who has no more sections than there are slots, and no slot over its rooms
while all slots together have enough. So no teacher need clash but for the sections that somebody
has beyond the slots, and no slot be crowded but for the sections beyond all rooms; one does not
stand against the other. `make_sound` gets there from any slots, by moves that add to neither.
"""

from collections.abc import Callable

import numpy as np

from timetabler.tray.model import Tray
from timetabler.tray.state import Numbers

Worth = Callable[[int, int], float]


class _Slots:
    def __init__(self, tray: Tray, slots: Numbers) -> None:
        self._tray, self.slots = tray, slots
        self.sections_of: dict[int, list[int]] = {}
        for section, teacher in enumerate(tray.teacher_of):
            if teacher >= 0:
                self.sections_of.setdefault(teacher, []).append(section)

    def crowd(self) -> Numbers:
        """Sections of each slot."""
        return np.bincount(self.slots, minlength=self._tray.slots)

    def taught(self, teacher: int) -> Numbers:
        """Sections of a teacher in each slot."""
        own = self.slots[self.sections_of[teacher]]
        return np.bincount(own, minlength=self._tray.slots)

    def clashes(self, section: int, slot: int) -> int:
        """How many more clashes of the teacher there are after a move."""
        teacher = self._tray.teacher_of[section]
        if teacher < 0 or slot == self.slots[section]:
            return 0
        taught = self.taught(teacher)
        return int(taught[slot] > 0) - int(taught[self.slots[section]] > 1)


def make_sound(tray: Tray, slots: Numbers, worth: Worth) -> None:
    """Move as few sections as need be; among moves that help, the cheapest by `worth`."""
    state = _Slots(tray, slots)
    for teacher in state.sections_of:
        _part(tray, state, teacher, worth)
    if tray.rooms:
        _spread(tray, state, worth)


def _part(tray: Tray, state: _Slots, teacher: int, worth: Worth) -> None:
    """Take a teacher's sections apart, as far as there are slots; into slots with room if any."""
    while True:
        taught, crowd = state.taught(teacher), state.crowd()
        free = [slot for slot in range(tray.slots) if not taught[slot]]
        twice = [s for s in state.sections_of[teacher] if taught[state.slots[s]] > 1]
        if not free or not twice:
            return
        full = tray.rooms or len(tray.sections)
        moves = ((crowd[b] >= full, worth(s, b), s, b) for s in twice for b in free)
        *_, section, slot = min(moves)
        state.slots[section] = slot


def _spread(tray: Tray, state: _Slots, worth: Worth) -> None:
    """Take sections out of slots over their rooms, as far as others have room.

    Of two slots the fuller one always has a section whose move adds no clash: were each one's
    teacher in the other slot, and only once in its own, the other would be no emptier.
    """
    while True:
        crowd = state.crowd()
        over, room = int(np.argmax(crowd)), np.flatnonzero(crowd < tray.rooms)
        if crowd[over] <= tray.rooms or not len(room):
            return
        here = np.flatnonzero(state.slots == over).tolist()
        moves = ((state.clashes(s, b), worth(s, b), s, b) for s in here for b in room.tolist())
        *_, section, slot = min(moves)
        state.slots[section] = slot
