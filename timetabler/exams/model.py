"""What an exams week (koeviikko, päättöviikko) is made from, and what becomes of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Exam:
    """The exam of one course or group.

    `students` and `teachers` are positions in the caller's own lists. `sessions` are those it may
    be in, by position, all if none is named; one alone fixes it.
    """

    id: str
    students: frozenset[int]
    teachers: frozenset[int] = frozenset()
    sessions: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Session:
    """A time in which exams are held, on a day."""

    id: str
    day: int


@dataclass(frozen=True, slots=True)
class Room:
    """A room with its seats; a quiet one is for students who sit apart (extra time, own room).

    Raises ValueError for fewer than no seats.
    """

    id: str
    seats: int
    quiet: bool = False

    def __post_init__(self) -> None:
        """Refuse a room that cannot be."""
        if self.seats < 0:
            raise ValueError(f"room {self.id!r} has {self.seats} seats")


@dataclass(frozen=True, kw_only=True)
class ExamsWeek:
    """A whole exams week.

    `apart` are students who sit in quiet rooms. `invigilators` maps teachers to what falls to
    them (1 each, or their contract hours), `away` to the sessions in which they cannot. A room
    needs an invigilator for every `students_each` students in it, at least one. Raises ValueError
    where exams have no session to be in, an exam or a teacher names one that is not there, or a
    number cannot be.
    """

    sessions: tuple[Session, ...]
    exams: tuple[Exam, ...]
    rooms: tuple[Room, ...] = ()
    apart: frozenset[int] = frozenset()
    invigilators: Mapping[int, int] = field(default_factory=dict)
    away: Mapping[int, frozenset[int]] = field(default_factory=dict)
    students_each: int = 40

    def __post_init__(self) -> None:
        """Refuse what could not be arranged or would silently be left out."""
        if self.exams and not self.sessions:
            raise ValueError("an exams week needs at least one session")
        if self.students_each < 1:
            raise ValueError(f"an invigilator for every {self.students_each} students cannot be")
        for exam in self.exams:
            self._known(exam.sessions, f"exam {exam.id!r}")
        for teacher, sessions in self.away.items():
            self._known(sessions, f"the absence of teacher {teacher}")
        for teacher, share in self.invigilators.items():
            if share < 0:
                raise ValueError(f"teacher {teacher} has a share of {share}")

    def _known(self, sessions: frozenset[int], who: str) -> None:
        if unknown := sorted(sessions - set(range(len(self.sessions)))):
            raise ValueError(f"{who} names sessions {unknown}; there are {len(self.sessions)}")

    def days(self) -> Iterator[tuple[int, ...]]:
        """Sessions of each day."""
        for day in sorted({session.day for session in self.sessions}):
            yield tuple(n for n, session in enumerate(self.sessions) if session.day == day)


@dataclass(frozen=True, slots=True, order=True)
class Seating:
    """So many students of an exam in a room."""

    session: int
    room: int
    exam: int
    students: int


@dataclass(frozen=True, slots=True, order=True)
class Watch:
    """Teachers on watch in a room, and how many are missing."""

    session: int
    room: int
    teachers: tuple[int, ...]
    missing: int = 0


@dataclass(frozen=True)
class Arranged:
    """An arranged week.

    `sessions` has one entry per exam. `clashes` are (student, session) with two exams at once;
    `doubles` are (student, day) with more than one exam on a day. `beyond_first` counts what is
    kept low: exams of a student beyond the first of a day, so three exams on one day count two,
    like two days of two exams. `cost` is what was minimised: clashes and students for whom a
    session has no seats, each weighing more than all of `beyond_first` can, and then
    `beyond_first`. No arrangement costs less than `bound`. `unseated` counts students of each
    session for whom no seat was left.
    """

    sessions: tuple[int, ...]
    seatings: tuple[Seating, ...]
    watches: tuple[Watch, ...]
    clashes: tuple[tuple[int, int], ...]
    doubles: tuple[tuple[int, int], ...]
    beyond_first: int
    unseated: Mapping[int, int]
    cost: int
    bound: int

    @property
    def proved(self) -> bool:
        """Whether the sessions are the best there are.

        No others have fewer clashes and students without a seat, together, and then fewer exams
        beyond the first of a student's day. Of the number of days with more than one exam it says
        nothing: fewer of them may be had with more exams on one of them.
        """
        return self.cost == self.bound
