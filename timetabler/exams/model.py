"""What an exams week (koeviikko, päättöviikko) is made from, and what becomes of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Exam:
    """The exam of one course or group.

    `students` and `teachers` are positions in the caller's own lists. `sessions` are those it may
    be in, all if none is named; one alone fixes it.
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
    """A room with its seats; a quiet one is for students who sit apart (extra time, own room)."""

    id: str
    seats: int
    quiet: bool = False


@dataclass(frozen=True, kw_only=True)
class ExamsWeek:
    """A whole exams week.

    `apart` are students who sit in quiet rooms. `invigilators` maps teachers to what falls to
    them (1 each, or their contract hours), `away` to the sessions in which they cannot. A room
    needs an invigilator for every `students_each` students in it, at least one.
    """

    sessions: tuple[Session, ...]
    exams: tuple[Exam, ...]
    rooms: tuple[Room, ...] = ()
    apart: frozenset[int] = frozenset()
    invigilators: Mapping[int, int] = field(default_factory=dict)
    away: Mapping[int, frozenset[int]] = field(default_factory=dict)
    students_each: int = 40

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
    `doubles` are (student, day) with more than one exam on a day. `cost` is what was minimised
    (a clash weighs more than all doubles together), and no arrangement costs less than `bound`.
    `unseated` counts students of each session for whom no seat was left.
    """

    sessions: tuple[int, ...]
    seatings: tuple[Seating, ...]
    watches: tuple[Watch, ...]
    clashes: tuple[tuple[int, int], ...]
    doubles: tuple[tuple[int, int], ...]
    unseated: Mapping[int, int]
    cost: int
    bound: int

    @property
    def proved(self) -> bool:
        """Whether nobody can have fewer clashes, and then fewer days with two exams."""
        return self.cost == self.bound
