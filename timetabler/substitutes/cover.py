"""A whole absence covered at once: every lesson a substitute, nobody in two of them at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from timetabler.fairness import People, Task, share_out
from timetabler.model import Lesson, Plan, Problem
from timetabler.substitutes.rank import Candidate, Reason, Staff, rank, subject_of

# In this order, each beyond everything behind it; the hours of each stand between the last two.
UNQUALIFIED, STRANGER, EXTRA_DAY = 200_000, 20_000, 50


@dataclass(frozen=True, kw_only=True)
class Covered:
    """A lesson of the absence, whoever takes it (None: nobody can), and all who were looked at.

    `mergers` are lessons of the same subject at the same time whose group could be joined instead.
    """

    lesson: Lesson
    substitute: Candidate | None
    candidates: tuple[Candidate, ...]
    mergers: tuple[Lesson, ...] = ()


def cover(
    problem: Problem,
    plan: Plan,
    staff: Staff,
    *,
    absent: int,
    times: frozenset[int],
    seconds: float = 5.0,
) -> tuple[Covered, ...]:
    """Substitutes for all lessons of a teacher who is away at these times, in their order.

    As few lessons as can be stay without; then qualified substitutes, then those who know the
    class, then extra hours shared out evenly (each lesson weighs its duration).
    """
    missed = sorted(
        (x for x in plan.lessons if absent in x.resources and times.intersection(x.times())),
        key=lambda x: (x.start or 0, x.event),
    )
    ranked = [_without(rank(problem, plan, lesson, staff), absent) for lesson in missed]
    tasks = [_task(lesson, own) for lesson, own in zip(missed, ranked, strict=True)]
    others = [teacher for teacher in staff.teachers if teacher != absent]
    people = People(shares=dict.fromkeys(others, 1), before=staff.extra_hours)
    found = share_out(tasks, people, seconds=seconds)
    return tuple(
        Covered(
            lesson=lesson,
            substitute=_chosen(own, doing),
            candidates=own,
            mergers=tuple(_mergers(problem, plan, staff, lesson)),
        )
        for lesson, own, doing in zip(missed, ranked, found.doing, strict=True)
    )


def _without(candidates: tuple[Candidate, ...], absent: int) -> tuple[Candidate, ...]:
    return tuple(candidate for candidate in candidates if candidate.teacher != absent)


def _task(lesson: Lesson, candidates: tuple[Candidate, ...]) -> Task:
    dislike: Mapping[int, int] = {c.teacher: _dislike(c) for c in candidates if c.free}
    return Task(times=frozenset(lesson.times()), dislike=dislike, size=lesson.duration)


def _dislike(candidate: Candidate) -> int:
    own = set(candidate.reasons)
    unqualified = own.isdisjoint({Reason.QUALIFIED, Reason.TEACHES_SUBJECT})
    return (
        UNQUALIFIED * unqualified
        + STRANGER * (Reason.KNOWS_CLASS not in own)
        + EXTRA_DAY * (Reason.EXTRA_DAY in own)
    )


def _mergers(problem: Problem, plan: Plan, staff: Staff, lesson: Lesson) -> Iterator[Lesson]:
    """Lessons of others, of the same subject at the very same times."""
    subject = subject_of(problem, staff, lesson)
    for other in plan.lessons:
        alike = subject and subject_of(problem, staff, other) == subject
        taught = set(other.resources) & set(staff.teachers) - set(lesson.resources)
        if alike and taught and other.times() == lesson.times():
            yield other


def _chosen(candidates: tuple[Candidate, ...], doing: frozenset[int]) -> Candidate | None:
    return next((candidate for candidate in candidates if candidate.teacher in doing), None)
