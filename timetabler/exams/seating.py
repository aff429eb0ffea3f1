"""Students into rooms: an exam in as few rooms as can be, then few rooms; nobody without a seat."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from timetabler.exams.model import ExamsWeek, Room, Seating
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
    first = _fill(rooms, parties)
    for place, variable in seats.items():
        model.add_hint(variable, first[place])
    for (number, room), count in _solved(model, seats, first, effort).items():
        if count:
            yield Seating(session, room, parties[number].exam, count)


def _fill(rooms: dict[int, Room], parties: list[_Party]) -> Counter[tuple[int, int]]:
    """Largest exams first, each into the tightest room that holds it, else into the largest."""
    left = {number: room.seats for number, room in rooms.items()}
    found: Counter[tuple[int, int]] = Counter()
    for number in sorted(range(len(parties)), key=lambda n: -parties[n].size):
        rest = parties[number].size
        while rest and any(left.values()):
            room = min(
                left, key=lambda r: (left[r] < rest, left[r] if left[r] >= rest else -left[r])
            )
            taken = min(rest, left[room])
            found[number, room] += taken
            left[room] -= taken
            rest -= taken
    return found


def _solved(
    model: cp_model.CpModel,
    seats: dict[tuple[int, int], cp_model.IntVar],
    first: Mapping[tuple[int, int], int],
    effort: tuple[float, int],
) -> Mapping[tuple[int, int], int]:
    """Better seats if there is time to find them."""
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.1, effort[0])
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = effort[1]
    if solver.solve(model) in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return {place: solver.value(taken) for place, taken in seats.items()}
    return first
