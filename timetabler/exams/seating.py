"""Students into rooms: an exam in as few rooms as can be, then few rooms; nobody without a seat."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from timetabler.exams.model import ExamsWeek, Seating
from timetabler.exams.placing import students

PART, ROOM, UNSEATED = 10, 3, 10_000


@dataclass(frozen=True, slots=True)
class _Party:
    exam: int
    size: int
    quiet: bool


def seat(
    week: ExamsWeek, sessions: Sequence[int], *, seconds: float, seed: int
) -> tuple[Seating, ...]:
    """Seats for the students of every exam in its session; those apart sit in quiet rooms."""
    used = sorted(set(sessions))
    each = seconds / max(1, len(used))
    return tuple(
        found
        for session in used
        for quiet in (False, True)
        for found in _seat(
            week, session, list(_parties(week, sessions, session, quiet=quiet)), (each / 2, seed)
        )
    )


def _parties(
    week: ExamsWeek, sessions: Sequence[int], session: int, *, quiet: bool
) -> Iterator[_Party]:
    for exam, own in enumerate(sessions):
        size = len(students(week, exam, quiet=quiet)) if own == session else 0
        if size:
            yield _Party(exam, size, quiet)


def _seat(
    week: ExamsWeek, session: int, parties: list[_Party], effort: tuple[float, int]
) -> Iterator[Seating]:
    rooms = {n: r for n, r in enumerate(week.rooms) if parties and r.quiet == parties[0].quiet}
    model = cp_model.CpModel()
    price: list[cp_model.LinearExprT] = []
    used = {room: model.new_bool_var("") for room in rooms}
    seats: dict[tuple[int, int], cp_model.IntVar] = {}
    for number, party in enumerate(parties):
        own = {room: model.new_int_var(0, party.size, "") for room in rooms}
        seats |= {(number, room): taken for room, taken in own.items()}
        model.add(sum(own.values()) <= party.size)
        price.append(UNSEATED * (party.size - sum(own.values())))
        for room, taken in own.items():
            split = model.new_bool_var("")
            model.add(taken <= party.size * split)
            model.add_implication(split, used[room])
            price.append(PART * split)
    for room, own_room in rooms.items():
        model.add(sum(seats[n, room] for n in range(len(parties))) <= own_room.seats)
        price.append(ROOM * used[room])
    model.minimize(sum(price))
    yield from _solved(model, seats, parties, session, effort)


def _solved(
    model: cp_model.CpModel,
    seats: dict[tuple[int, int], cp_model.IntVar],
    parties: list[_Party],
    session: int,
    effort: tuple[float, int],
) -> Iterator[Seating]:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.2, effort[0])
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = effort[1]
    if solver.solve(model) in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        for (number, room), taken in seats.items():
            if solver.value(taken):
                yield Seating(session, room, parties[number].exam, solver.value(taken))
