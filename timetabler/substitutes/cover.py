"""A whole absence covered at once: every lesson a substitute, nobody in two of them at a time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from timetabler.exact.waiting import never
from timetabler.fairness import People, Task, share_out
from timetabler.model import Lesson, Plan, Problem
from timetabler.patience import Limits, Patience
from timetabler.substitutes.rank import Candidate, Reason, Staff, rank, subject_of
from timetabler.substitutes.weeks import meet, runs_in, weeks_of

USUAL = Limits(seconds=5.0)


@dataclass(frozen=True, kw_only=True)
class Covered:
    """A lesson of the absence, whoever takes it (None: nobody can), and all who were looked at.

    `mergers` are lessons of the same subject at the same time whose group could be joined instead.
    """

    lesson: Lesson
    substitute: Candidate | None
    candidates: tuple[Candidate, ...]
    mergers: tuple[Lesson, ...] = ()


def cover(  # noqa: PLR0913 - an absence is told as its teacher, times and week
    problem: Problem,
    plan: Plan,
    staff: Staff,
    *,
    absent: int,
    times: frozenset[int],
    week: int | None = None,
    limits: Limits = USUAL,
    cancelled: Callable[[], bool] = never,
) -> tuple[Covered, ...]:
    """Substitutes for all lessons of a teacher who is away at these times, in their order.

    As few lessons as can be stay without; then qualified substitutes, then those who know the
    class, then extra hours shared out evenly (each lesson weighs its duration), then nobody comes
    in for a lesson alone. Nothing outweighs what stands before it. `week` is the kind of week of
    the absence; without it, lessons of every kind of week are covered. A whole day takes less than
    a second, so nobody hears of progress; the search ends early when `cancelled` says so. Raises
    ValueError where resource, time or week does not exist.
    """
    _check(problem, absent, times)
    missed = sorted(
        (
            x
            for x in plan.lessons
            if absent in x.resources and times.intersection(x.times())
            if runs_in(problem, x, week)
        ),
        key=lambda x: (x.start or 0, x.event),
    )
    ranked = [_without(rank(problem, plan, lesson, staff, week=week), absent) for lesson in missed]
    tasks = [_task(problem, lesson, own, week) for lesson, own in zip(missed, ranked, strict=True)]
    others = [teacher for teacher in staff.teachers if teacher != absent]
    people = People(shares=dict.fromkeys(others, 1), before=staff.extra_hours)
    found = share_out(tasks, people, Patience.of(limits, cancelled=cancelled))
    return tuple(
        Covered(
            lesson=lesson,
            substitute=_chosen(own, doing),
            candidates=own,
            mergers=tuple(_mergers(problem, plan, staff, lesson)),
        )
        for lesson, own, doing in zip(missed, ranked, found.doing, strict=True)
    )


def _check(problem: Problem, absent: int, times: frozenset[int]) -> None:
    if not 0 <= absent < len(problem.resources):
        raise ValueError(f"no resource {absent} can be absent: there are {len(problem.resources)}")
    if unknown := sorted(time for time in times if not 0 <= time < problem.horizon):
        raise ValueError(f"the absence has times that there are not: {unknown}")


def _without(candidates: tuple[Candidate, ...], absent: int) -> tuple[Candidate, ...]:
    return tuple(candidate for candidate in candidates if candidate.teacher != absent)


def _task(
    problem: Problem, lesson: Lesson, candidates: tuple[Candidate, ...], week: int | None
) -> Task:
    """One lesson to be held; at one time in weeks that never meet, one person can hold two."""
    able = [candidate for candidate in candidates if candidate.free]
    kinds = max(1, len(problem.calendar.weeks))
    return Task(
        times=frozenset(
            t * kinds + w for t in lesson.times() for w in weeks_of(problem, lesson, week)
        ),
        dislike=dict.fromkeys((c.teacher for c in able), 0),
        size=lesson.duration,
        above={c.teacher: (int(not c.fit), int(not c.known)) for c in able},
        below={c.teacher: int(Reason.EXTRA_DAY in c.reasons) for c in able},
    )


def _mergers(problem: Problem, plan: Plan, staff: Staff, lesson: Lesson) -> Iterator[Lesson]:
    """Lessons of others, of the same subject at the very same times."""
    subject = subject_of(problem, staff, lesson)
    for other in plan.lessons:
        alike = subject and subject_of(problem, staff, other) == subject
        taught = set(other.resources) & set(staff.teachers) - set(lesson.resources)
        if alike and taught and other.times() == lesson.times() and meet(problem, lesson, other):
            yield other


def _chosen(candidates: tuple[Candidate, ...], doing: frozenset[int]) -> Candidate | None:
    return next((candidate for candidate in candidates if candidate.teacher in doing), None)
