"""Ranking of substitutes: free, qualified, knows the class, fewest extra hours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from timetabler.model import Lesson, Plan, Problem
from timetabler.rules import AvoidUnavailable, holding_in
from timetabler.substitutes.weeks import meet, runs_in

# As our formats name them, and schools in Finland, Sweden and elsewhere in XHSTT files. A kind that
# is not here says nothing about the class: better no reason than a false one.
STUDENT_KINDS = frozenset(
    {
        *("Class", "Classes", "Curriculum", "Group", "Groups", "Pupil", "Pupils"),
        *("Student", "Students", "StudentGroup", "StudentGroups", "StudentSet", "StudentSets"),
        *("Luokka", "Luokat", "Ryhmä", "Ryhmät", "Oppilas", "Oppilaat", "Opiskelija"),
        *("Opiskelijat", "Vuosiluokka"),
        *("Klass", "Klasser", "Grupp", "Grupper", "Elev", "Elever", "Studerande", "Årskurs"),
        *("Klasse", "Klassen", "Klas", "Leerling", "Schüler", "Turma", "Turmas"),
    }
)


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
    `student_kinds` are the kinds of resource that are students or groups of them, in any case of
    letters: who teaches one of them knows the class, and who shares a room with it does not.
    """

    teachers: tuple[int, ...]
    qualified: Mapping[int, frozenset[str]] = field(default_factory=dict)
    extra_hours: Mapping[int, int] = field(default_factory=dict)
    away: Mapping[int, frozenset[int]] = field(default_factory=dict)
    subjects: Mapping[int, str] = field(default_factory=dict)
    student_kinds: frozenset[str] = STUDENT_KINDS


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A teacher, whether the lesson can be taken at all, and why."""

    teacher: int
    free: bool
    reasons: tuple[Reason, ...]
    extra_hours: int

    @property
    def fit(self) -> bool:
        """Whether they are qualified for the subject or teach it."""
        return not {Reason.QUALIFIED, Reason.TEACHES_SUBJECT}.isdisjoint(self.reasons)

    @property
    def known(self) -> bool:
        """Whether they teach these students anyway."""
        return Reason.KNOWS_CLASS in self.reasons


def rank(
    problem: Problem, plan: Plan, lesson: Lesson, staff: Staff, *, week: int | None = None
) -> tuple[Candidate, ...]:
    """All candidates for a placed lesson but those who teach it, the best first.

    `week` is the kind of week in which it is missed; without it, somebody is free who is free in
    every week in which it runs. Raises ValueError for a kind of week that there is not.
    """
    runs_in(problem, lesson, week)
    view = _View(problem, plan, lesson, staff, week)
    found = [view.candidate(t) for t in staff.teachers if t not in lesson.resources]
    return tuple(sorted(found, key=_order))


def _order(candidate: Candidate) -> tuple[bool, bool, bool, int, bool, int]:
    """Free first; then qualified; then who knows the class; then few hours; then who is there."""
    return (
        not candidate.free,
        not candidate.fit,
        not candidate.known,
        candidate.extra_hours,
        Reason.EXTRA_DAY in candidate.reasons,
        candidate.teacher,
    )


def subject_of(problem: Problem, staff: Staff, lesson: Lesson) -> str:
    """The subject of a lesson: told apart, or its event's name."""
    return staff.subjects.get(lesson.event, problem.events[lesson.event].name)


class _View:
    """One lesson in its plan, and what each teacher does around it."""

    def __init__(
        self, problem: Problem, plan: Plan, lesson: Lesson, staff: Staff, week: int | None
    ) -> None:
        self._problem, self._lesson, self._staff, self._week = problem, lesson, staff, week
        self._times = set(lesson.times())
        days = (set(day) for day in problem.calendar.days())
        self._day = next((day for day in days if self._times & day), set())
        self._subject = subject_of(problem, staff, lesson)
        self._teaches: dict[int, list[Lesson]] = {}
        for other in plan.lessons:
            for resource in other.resources:
                if resource is not None:
                    self._teaches.setdefault(resource, []).append(other)
        kinds = {kind.casefold() for kind in staff.student_kinds}
        self._students = {
            r
            for r in lesson.resources
            if r is not None and problem.resources[r].kind.casefold() in kinds
        }

    def candidate(self, teacher: int) -> Candidate:
        """What speaks for and against one teacher."""
        lessons = self._teaches.get(teacher, [])
        busy = {
            time
            for lesson in lessons
            if meet(self._problem, self._lesson, lesson, self._week)
            for time in lesson.times()
        }
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
        """Whether a lesson has the same students."""
        return not self._students.isdisjoint(lesson.resources)
