"""A first placement of exams by annealing: pairs of exams with students in common keep apart.

Pairs overstate days with three exams of one student a little, so what is found here is a start and
never a claim; it is counted anew by whoever uses it.
"""

from collections import defaultdict
from collections.abc import Sequence
from math import exp
from random import Random

from timetabler.exams.model import ExamsWeek

HOT, COLD = 8.0, 0.2  # students
STEPS_AT_ONCE = 2_000
CLASH = 15  # students with two exams a day: low enough to go through clashes on the way


class Search:
    """Exams in sessions; `worst` weighs a clash against a second exam a day."""

    def __init__(self, week: ExamsWeek, worst: int, random: Random) -> None:
        self._week, self._random, self._worst = week, random, min(worst, CLASH)
        everywhere = range(len(week.sessions))
        self._open = [sorted(exam.sessions or everywhere) for exam in week.exams]
        self._near = _shared(week)
        self._day = [session.day for session in week.sessions]
        self.sessions = [random.choice(own) for own in self._open]
        self._at: list[dict[int, int]] = [defaultdict(int) for _ in week.exams]
        self._on: list[dict[int, int]] = [defaultdict(int) for _ in week.exams]
        self._sizes = [_sizes(week, exam) for exam in range(len(week.exams))]
        self._seats = [_seats(week, quiet=quiet) for quiet in (False, True)]
        self._there = [[0, 0] for _ in everywhere]
        for exam, session in enumerate(self.sessions):
            self._tell(exam, session, 1)

    def _tell(self, exam: int, session: int, sign: int) -> None:
        """Let the neighbours of an exam know that it is in a session, or no longer."""
        day = self._day[session]
        for other, both in self._near[exam]:
            self._at[other][session] += sign * both
            self._on[other][day] += sign * both
        for kind, size in enumerate(self._sizes[exam]):
            self._there[session][kind] += sign * size

    def _price(self, exam: int, session: int, *, inside: bool) -> int:
        crowd = self._at[exam][session] + self._beyond(exam, session, inside=inside)
        return self._worst * crowd + self._on[exam][self._day[session]]

    def _beyond(self, exam: int, session: int, *, inside: bool) -> int:
        """Students without a seat because this exam is in a session."""
        total = 0
        for kind, size in enumerate(self._sizes[exam]):
            others = self._there[session][kind] - (size if inside else 0)
            seats = self._seats[kind]
            total += max(0, others + size - seats) - max(0, others - seats)
        return total

    def cool(self, share: float) -> None:
        """Some steps at the temperature of a share (0 to 1) of the whole time."""
        heat = HOT * (COLD / HOT) ** share
        for _ in range(STEPS_AT_ONCE):
            exam = self._random.randrange(len(self.sessions))
            before, after = self.sessions[exam], self._random.choice(self._open[exam])
            if before == after:
                continue
            rise = self._price(exam, after, inside=False) - self._price(exam, before, inside=True)
            if rise <= 0 or self._random.random() < exp(-rise / heat):
                self._tell(exam, before, -1)
                self.sessions[exam] = after
                self._tell(exam, after, 1)


def _shared(week: ExamsWeek) -> Sequence[Sequence[tuple[int, int]]]:
    """For each exam, the others with students in common, and how many."""
    both = [[len(a.students & b.students) for b in week.exams] for a in week.exams]
    return [
        [(other, count) for other, count in enumerate(row) if count and other != exam]
        for exam, row in enumerate(both)
    ]


def _sizes(week: ExamsWeek, exam: int) -> tuple[int, int]:
    apart = len(week.exams[exam].students & week.apart)
    return len(week.exams[exam].students) - apart, apart


def _seats(week: ExamsWeek, *, quiet: bool) -> int:
    everybody = sum(len(exam.students) for exam in week.exams)
    return (
        sum(room.seats for room in week.rooms if room.quiet == quiet) if week.rooms else everybody
    )
