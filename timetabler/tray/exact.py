"""Students to sections of a placed tray by CP-SAT: the most choices that this placement allows."""

import time
from collections import defaultdict

from ortools.sat.python import cp_model

from timetabler.tray.model import Placement, Tray


def seat_exactly(tray: Tray, placement: Placement, deadline: float, seed: int) -> Placement:
    """The same slots, with at least as many choices met; ends by a time of the monotonic clock."""
    model = cp_model.CpModel()
    chosen: dict[tuple[int, int, int], cp_model.IntVar] = {}
    members = defaultdict(list)
    for number, student in enumerate(tray.students):
        taken = defaultdict(list)
        for position, course in enumerate(student.choices):
            own = []
            for section in tray.sections_of[course]:
                flag = model.new_bool_var("")
                chosen[number, position, section] = flag
                model.add_hint(flag, placement.seats[number][position] == section)
                own.append(flag)
                taken[placement.slots[section]].append(flag)
                members[section].append(flag)
            model.add_at_most_one(own)
        for flags in taken.values():
            model.add_at_most_one(flags)
    for section, flags in members.items():
        model.add(sum(flags) <= tray.courses[tray.sections[section]].size)
    model.maximize(sum(chosen.values()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.1, deadline - time.monotonic())
    solver.parameters.num_workers = 2
    solver.parameters.random_seed = seed
    if solver.solve(model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return placement
    seats = [[None] * len(student.choices) for student in tray.students]
    return _better(placement, _read(seats, chosen, solver))


def _read(
    seats: list[list[None]],
    chosen: dict[tuple[int, int, int], cp_model.IntVar],
    solver: cp_model.CpSolver,
) -> tuple[tuple[int | None, ...], ...]:
    found: list[list[int | None]] = [list(row) for row in seats]
    for (student, position, section), flag in chosen.items():
        if solver.boolean_value(flag):
            found[student][position] = section
    return tuple(tuple(row) for row in found)


def _better(placement: Placement, seats: tuple[tuple[int | None, ...], ...]) -> Placement:
    def met(rows: tuple[tuple[int | None, ...], ...]) -> int:
        return sum(section is not None for row in rows for section in row)

    return Placement(placement.slots, seats) if met(seats) > met(placement.seats) else placement
