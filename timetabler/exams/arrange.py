"""A whole exams week: sessions first (with a bound), then rooms, then invigilators."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from timetabler.exact.waiting import never
from timetabler.exams.model import Arranged, ExamsWeek, Seating
from timetabler.exams.placing import place
from timetabler.exams.seating import seat
from timetabler.exams.watching import watch
from timetabler.patience import Hearer, Limits, Patience

PLACING, SEATING = 0.7, 0.5  # of the time, and of what is then left
USUAL = Limits(seconds=30.0)


def arrange(
    week: ExamsWeek,
    limits: Limits = USUAL,
    *,
    listener: Hearer | None = None,
    cancelled: Callable[[], bool] = never,
) -> Arranged:
    """Arrange a week as well as the time allows; what cannot be had is counted, never hidden.

    The listener hears of better placements in sessions (clashes and students without a seat, then
    exams beyond the first of a day) and then of better watches (people missing, and how badly it
    suits). When `cancelled` says so, what is found by then is seated and watched as it comes. The
    same seed gives the same week where the sessions are proved before the clock has any say, and
    always where work is counted.
    """
    patience = Patience.of(limits, listener=listener, cancelled=cancelled)
    placed = place(week, patience.part(PLACING))
    seatings = seat(week, placed.sessions, patience.part(SEATING))
    watches = watch(week, seatings, patience.part(1.0))
    sat = Counter(_sat(week, placed.sessions))
    by_day = Counter((who, week.sessions[s].day) for who, s in sat.elements())
    return Arranged(
        sessions=placed.sessions,
        seatings=tuple(sorted(seatings)),
        watches=tuple(sorted(watches)),
        clashes=tuple(sorted(both for both, count in sat.items() if count > 1)),
        doubles=tuple(sorted(both for both, count in by_day.items() if count > 1)),
        beyond_first=sum(count - 1 for count in by_day.values()),
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
