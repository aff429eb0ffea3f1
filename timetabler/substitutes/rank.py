"""Ranking of substitutes: free, qualified, knows the class, fewest extra hours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from timetabler.model import Lesson, Plan, Problem
from timetabler.rules import AvoidUnavailable, holding_in


class Reason(Enum):
    """What speaks for or against a candidate; pages have the sentences."""

    BUSY = "teaches at that time"
    AWAY = "is not there at that time"
    QUALIFIED = "is qualified for the subject"
    TEACHES_SUBJECT = "teaches the subject"
    KNOWS_CLASS = "teaches these students"
    THERE_ANYWAY = "has lessons before or after on the same day"
    EXTRA_DAY = "would come in for this lesson alone"
    EXTRA_HOURS = "has substituted before"


@dataclass(frozen=True, kw_only=True)
class Staff:
    """Who may substitute, by position: what they are qualified for, hours substituted so far.

    `subjects` says the subject of each event; where it does not, the event's name counts as one.
    `away` are times at which somebody is not there, beside those that the rules know.
    """

    teachers: tuple[int, ...]
    qualified: Mapping[int, frozenset[str]] = field(default_factory=dict)
    extra_hours: Mapping[int, int] = field(default_factory=dict)
    away: Mapping[int, frozenset[int]] = field(default_factory=dict)
    subjects: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A teacher, whether the lesson can be taken at all, and why."""

    teacher: int
    free: bool
    reasons: tuple[Reason, ...]
    extra_hours: int


def rank(problem: Problem, plan: Plan, lesson: Lesson, staff: Staff) -> tuple[Candidate, ...]:
    """All candidates for a placed lesson but those who teach it, the best first."""
    view = _View(problem, plan, lesson, staff)
    found = [view.candidate(t) for t in staff.teachers if t not in lesson.resources]
    return tuple(sorted(found, key=_order))


def _order(candidate: Candidate) -> tuple[bool, bool, bool, int, bool, int]:
    """Free first; then qualified; then who knows the class; then few hours; then who is there."""
    own = set(candidate.reasons)
    return (
        not candidate.free,
        own.isdisjoint({Reason.QUALIFIED, Reason.TEACHES_SUBJECT}),
        Reason.KNOWS_CLASS not in own,
        candidate.extra_hours,
        Reason.EXTRA_DAY in own,
        candidate.teacher,
    )


def subject_of(problem: Problem, staff: Staff, lesson: Lesson) -> str:
    """The subject of a lesson: told apart, or its event's name."""
    return staff.subjects.get(lesson.event, problem.events[lesson.event].name)


class _View:
    """One lesson in its plan, and what each teacher does around it."""

    def __init__(self, problem: Problem, plan: Plan, lesson: Lesson, staff: Staff) -> None:
        self._problem, self._lesson, self._staff = problem, lesson, staff
        self._times = set(lesson.times())
        days = (set(day) for day in problem.calendar.days())
        self._day = next((day for day in days if self._times & day), set())
        self._subject = subject_of(problem, staff, lesson)
        self._teaches: dict[int, list[Lesson]] = {}
        for other in plan.lessons:
            for resource in other.resources:
                if resource is not None:
                    self._teaches.setdefault(resource, []).append(other)
        others = set(staff.teachers)
        self._students = {r for r in lesson.resources if r is not None} - others

    def candidate(self, teacher: int) -> Candidate:
        """What speaks for and against one teacher."""
        lessons = self._teaches.get(teacher, [])
        busy = {time for lesson in lessons for time in lesson.times()}
        hours = self._staff.extra_hours.get(teacher, 0)
        checks = {
            Reason.BUSY: bool(busy & self._times),
            Reason.AWAY: bool(self._closed(teacher) & self._times),
            Reason.QUALIFIED: self._subject in self._staff.qualified.get(teacher, ()),
            Reason.TEACHES_SUBJECT: any(self._same_subject(lesson) for lesson in lessons),
            Reason.KNOWS_CLASS: any(self._meets(lesson) for lesson in lessons),
            Reason.THERE_ANYWAY: bool(busy & self._day),
            Reason.EXTRA_DAY: not busy & self._day,
            Reason.EXTRA_HOURS: hours > 0,
        }
        return Candidate(
            teacher=teacher,
            free=not checks[Reason.BUSY] and not checks[Reason.AWAY],
            reasons=tuple(reason for reason, holds in checks.items() if holds),
            extra_hours=hours,
        )

    def _closed(self, teacher: int) -> set[int]:
        """Times at which a teacher is away, by rules that must be kept and by today's notice."""
        found = set(self._staff.away.get(teacher, ()))
        for rule in holding_in(self._problem.rules, self._lesson.event):
            if isinstance(rule, AvoidUnavailable) and rule.hard and teacher in rule.resources:
                found.update(rule.times)
        return found

    def _same_subject(self, lesson: Lesson) -> bool:
        subject = subject_of(self._problem, self._staff, lesson)
        return bool(self._subject) and subject == self._subject

    def _meets(self, lesson: Lesson) -> bool:
        """Whether a lesson has the same students (rooms are not acquaintances)."""
        shared = self._students & set(lesson.resources)
        return any("room" not in self._problem.resources[r].kind.lower() for r in shared)
