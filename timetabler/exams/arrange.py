"""A whole exams week: sessions first (with a bound), then rooms, then invigilators."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from timetabler.exams.model import Arranged, ExamsWeek, Seating
from timetabler.exams.placing import place
from timetabler.exams.seating import seat
from timetabler.exams.watching import watch
from timetabler.solve.options import Clock

PLACING, SEATING = 0.7, 0.5  # of the time, and of what is then left


def arrange(week: ExamsWeek, *, seconds: float = 30.0, seed: int = 1) -> Arranged:
    """Arrange a week as well as the time allows; what cannot be had is counted, never hidden."""
    if not week.sessions and week.exams:
        raise ValueError("an exams week needs at least one session")
    clock = Clock(seconds)
    placed = place(week, seconds=clock.left() * PLACING, seed=seed)
    seatings = seat(week, placed.sessions, seconds=clock.left() * SEATING, seed=seed)
    watches = watch(week, seatings, seconds=clock.left(), seed=seed)
    clashes = {
        (student, session)
        for (student, session), count in Counter(_sat(week, placed.sessions)).items()
        if count > 1
    }
    by_day = Counter((who, week.sessions[s].day) for who, s in _sat(week, placed.sessions))
    return Arranged(
        sessions=placed.sessions,
        seatings=tuple(sorted(seatings)),
        watches=tuple(sorted(watches)),
        clashes=tuple(sorted(clashes)),
        doubles=tuple(sorted(both for both, count in by_day.items() if count > 1)),
        unseated=_unseated(week, placed.sessions, seatings),
        cost=placed.cost,
        bound=placed.bound,
    )


def _sat(week: ExamsWeek, sessions: Sequence[int]) -> Iterator[tuple[int, int]]:
    for exam, session in zip(week.exams, sessions, strict=True):
        for student in exam.students:
            yield student, session


def _unseated(
    week: ExamsWeek, sessions: Sequence[int], seatings: Sequence[Seating]
) -> Mapping[int, int]:
    """Students of each session without a seat; nobody where the week has no rooms at all."""
    if not week.rooms:
        return {}
    wanted = Counter(session for _, session in _sat(week, sessions))
    for found in seatings:
        wanted[found.session] -= found.students
    return {session: count for session, count in sorted(wanted.items()) if count}
