"""Teachers on watch: in the room of their own exam if they can, else shared out fairly."""

from collections.abc import Iterator, Sequence
from math import ceil

from timetabler.exams.model import ExamsWeek, Seating, Watch
from timetabler.fairness import People, Task, share_out
from timetabler.patience import Patience

ANOTHERS_EXAM = 250  # so a teacher watches two own exams before anybody else is asked


def watch(week: ExamsWeek, seatings: Sequence[Seating], patience: Patience) -> tuple[Watch, ...]:
    """Invigilators for every room in use; whoever is away or watches elsewhere is not asked."""
    rooms = sorted({(found.session, found.room) for found in seatings})
    tasks = [_task(week, [x for x in seatings if (x.session, x.room) == own]) for own in rooms]
    people = People(shares=week.invigilators)
    found = share_out(tasks, people, patience)
    rows = zip(rooms, found.doing, found.missing, strict=True)
    return tuple(Watch(*own, tuple(sorted(doing)), missing) for own, doing, missing in rows)


def _task(week: ExamsWeek, here: Sequence[Seating]) -> Task:
    session = here[0].session
    own = {teacher for x in here for teacher in week.exams[x.exam].teachers}
    return Task(
        times=frozenset({session}),
        dislike={t: 0 if t in own else ANOTHERS_EXAM for t in _free(week, session)},
        need=max(1, ceil(sum(x.students for x in here) / week.students_each)),
    )


def _free(week: ExamsWeek, session: int) -> Iterator[int]:
    return (t for t in week.invigilators if session not in week.away.get(t, ()))
