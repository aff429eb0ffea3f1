"""Students to sections of a placed tray by CP-SAT: the most choices that this placement allows."""

from collections import defaultdict
from collections.abc import Callable

from ortools.sat.python import cp_model

from timetabler.patience import Patience, Solved
from timetabler.tray.model import Placement, Tray


def seat_exactly(
    tray: Tray,
    placement: Placement,
    patience: Patience,
    hear: Callable[[int], None] = lambda _: None,
) -> Placement:
    """The same slots, with at least as many choices met; hears of how few are unmet."""
    model = _Seating(tray, placement)
    for number in range(len(tray.students)):
        if patience.gone():
            return placement
        model.add_student(number)
    choices = model.close()
    solved = patience.solve(model.model, lambda met: hear(choices - met))
    return _better(placement, model.read(solved)) if solved.found else placement


class _Seating:
    """The model: a flag for each choice of each student and each section of it."""

    def __init__(self, tray: Tray, placement: Placement) -> None:
        self.model = cp_model.CpModel()
        self._tray, self._placement = tray, placement
        self._chosen: dict[tuple[int, int, int], cp_model.IntVar] = {}
        self._members: dict[int, list[cp_model.IntVar]] = defaultdict(list)

    def add_student(self, number: int) -> None:
        """One section a choice at most, and one a slot."""
        taken = defaultdict(list)
        for position, course in enumerate(self._tray.students[number].choices):
            own = []
            for section in self._tray.sections_of[course]:
                flag = self.model.new_bool_var("")
                self._chosen[number, position, section] = flag
                self.model.add_hint(flag, self._placement.seats[number][position] == section)
                own.append(flag)
                taken[self._placement.slots[section]].append(flag)
                self._members[section].append(flag)
            self.model.add_at_most_one(own)
        for flags in taken.values():
            self.model.add_at_most_one(flags)

    def close(self) -> int:
        """No section too full; how many choices there are."""
        for section, flags in self._members.items():
            self.model.add(sum(flags) <= self._tray.courses[self._tray.sections[section]].size)
        self.model.maximize(sum(self._chosen.values()))
        return sum(len(student.choices) for student in self._tray.students)

    def read(self, solved: Solved) -> tuple[tuple[int | None, ...], ...]:
        """The seats that were found."""
        found: list[list[int | None]] = [[None] * len(own.choices) for own in self._tray.students]
        for (student, position, section), flag in self._chosen.items():
            if solved.value(flag):
                found[student][position] = section
        return tuple(tuple(row) for row in found)


def _better(placement: Placement, seats: tuple[tuple[int | None, ...], ...]) -> Placement:
    def met(rows: tuple[tuple[int | None, ...], ...]) -> int:
        return sum(section is not None for row in rows for section in row)

    return Placement(placement.slots, seats) if met(seats) > met(placement.seats) else placement
