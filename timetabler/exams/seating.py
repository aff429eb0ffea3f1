"""Students into rooms: an exam in as few rooms as can be, then few rooms; nobody without a seat."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from timetabler.exams.model import ExamsWeek, Room, Seating
from timetabler.exams.placing import students
from timetabler.patience import Patience


@dataclass(frozen=True, slots=True)
class _Party:
    exam: int
    size: int
    quiet: bool


def seat(week: ExamsWeek, sessions: Sequence[int], patience: Patience) -> tuple[Seating, ...]:
    """Seats for the students of every exam in its session; those apart sit in quiet rooms."""
    halls = [(session, quiet) for session in sorted(set(sessions)) for quiet in (False, True)]
    found: list[Seating] = []
    for number, (session, quiet) in enumerate(halls):
        parties = list(_parties(week, sessions, session, quiet=quiet))
        found += _seat(week, session, parties, patience.part(1 / (len(halls) - number)))
    return tuple(found)


def _parties(
    week: ExamsWeek, sessions: Sequence[int], session: int, *, quiet: bool
) -> Iterator[_Party]:
    for exam, own in enumerate(sessions):
        size = len(students(week, exam, quiet=quiet)) if own == session else 0
        if size:
            yield _Party(exam, size, quiet)


def _seat(
    week: ExamsWeek, session: int, parties: list[_Party], patience: Patience
) -> Iterator[Seating]:
    rooms = {n: r for n, r in enumerate(week.rooms) if parties and r.quiet == parties[0].quiet}
    model = cp_model.CpModel()
    # Each beyond all that can lie behind it: seats, then parts of exams, then rooms.
    part = 1 + len(rooms)
    unseated = 1 + part * len(parties) * len(rooms) + len(rooms)
    price: list[cp_model.LinearExprT] = []
    used = {room: model.new_bool_var("") for room in rooms}
    seats: dict[tuple[int, int], cp_model.IntVar] = {}
    for number, party in enumerate(parties):
        own = {room: model.new_int_var(0, party.size, "") for room in rooms}
        seats |= {(number, room): taken for room, taken in own.items()}
        model.add(sum(own.values()) <= party.size)
        price.append(unseated * (party.size - sum(own.values())))
        for room, taken in own.items():
            split = model.new_bool_var("")
            model.add(taken <= party.size * split)
            model.add_implication(split, used[room])
            price.append(part * split)
    for room, own_room in rooms.items():
        model.add(sum(seats[n, room] for n in range(len(parties))) <= own_room.seats)
        price.append(used[room])
    model.minimize(sum(price))
    first = _fill(rooms, parties)
    for place, variable in seats.items():
        model.add_hint(variable, first[place])
    for (number, room), count in _solved(model, seats, first, patience).items():
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
    patience: Patience,
) -> Mapping[tuple[int, int], int]:
    """Better seats if there is time to find them."""
    solved = patience.solve(model)
    if solved.found:
        return {place: solved.value(taken) for place, taken in seats.items()}
    return first
