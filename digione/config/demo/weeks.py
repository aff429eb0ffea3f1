"""Turns teaching and its plan into groups, memberships, rooms and lessons."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from digione.foundation import clock
from digione.foundation.access import Role
from digione.foundation.language import LocalizedText
from digione.foundation.tenancy import days
from digione.school.curriculum import public as curriculum
from digione.school.enrolment import public as enrolment
from digione.school.enrolment.public import GroupDuty, GroupKind
from digione.school.timetable import public as timetable

from .calendars import SchoolYear, Span
from .fixed import chance, fixed
from .people import person_id
from .planning import Placed, plan
from .population import Learner, class_id
from .rows import Rows
from .staffing import leader_key
from .subjects import PERIOD_STARTS, PLACES, SUBJECTS
from .teaching import Activity, Part, Teaching
from .towns import Municipality, School

TIMES: Final = tuple(
    (datetime.time(*starts), datetime.time(*ends))
    for starts, ends in (
        ((8, 15), (9, 0)),
        ((9, 15), (10, 0)),
        ((10, 15), (11, 0)),
        ((11, 30), (12, 15)),
        ((12, 30), (13, 15)),
        ((13, 15), (14, 0)),
        ((14, 15), (15, 0)),
    )
)
_ETHICS: Final = 0.17


@dataclass(frozen=True, slots=True)
class Meeting:
    """A lesson of the week as history needs it."""

    id: UUID
    school: str
    language: str
    subject: str
    teacher: UUID
    weekday: int
    slot: int
    span: Span
    learners: tuple[Learner, ...]
    group: str


@dataclass(slots=True)
class Week:
    """One school's rows in the making."""

    town: Municipality
    year: SchoolYear
    teaching: Teaching
    rows: Rows
    classes: dict[str, list[Learner]] = field(default_factory=lambda: defaultdict(list))
    groups: dict[str, list[Learner]] = field(default_factory=dict)
    rooms: set[UUID] = field(default_factory=set)

    @property
    def school(self) -> School:
        return self.teaching.school

    @property
    def school_id(self) -> UUID:
        return self.id("school", self.school.key)

    def id(self, *words: object) -> UUID:
        return fixed(self.town.slug, *words)

    def group_id(self, name: str) -> UUID:
        if name in self.classes:
            return class_id(self.town.slug, self.school.key, name)
        return self.id("group", self.school.key, self.year.start, name)


def weeks(
    town: Municipality,
    year: SchoolYear,
    teaching: Teaching,
    rows: Rows,
    learners: Iterable[Learner],
) -> list[Meeting]:
    """Everything of the timetable of one school; its meetings are handed to the history."""
    week = Week(town, year, teaching, rows)
    for learner in learners:
        if learner.school == week.school.key:
            week.classes[learner.class_name].append(learner)
    _periods(week)
    _courses(week)
    _groups(week)
    meetings = [meeting for period in periods(week.school) for meeting in _period(week, period)]
    _duties(week, meetings)
    return meetings


def periods(school: School) -> Iterable[int]:
    return range(1, len(PERIOD_STARTS) + 1) if school.form == "upper_secondary" else (0,)


def period_span(year: SchoolYear, period: int) -> Span:
    """0 is the whole year; the five periods follow one another without a gap."""
    if not period:
        return year.lessons
    starts = [
        datetime.date(year.start + (month < 8), month, day)  # noqa: PLR2004
        for month, day in PERIOD_STARTS
    ]
    starts[0] = year.lessons.first
    last = starts[period] - datetime.timedelta(1) if period < len(starts) else year.lessons.last
    return Span(starts[period - 1], last)


def _periods(week: Week) -> None:
    for ordinal, (starts_at, ends_at) in enumerate(TIMES, start=1):
        week.rows.day_periods.append(
            timetable.DayPeriodEntry(
                id=week.id("day-period", week.school.key, ordinal),
                school_id=week.school_id,
                ordinal=ordinal,
                starts_at=starts_at,
                ends_at=ends_at,
            )
        )


def _courses(week: Week) -> None:
    known = {course.code for course in week.rows.courses}
    for activity in week.teaching.activities:
        for part in activity.parts:
            if part.course not in known:
                known.add(part.course)
                week.rows.courses.append(_course(week, activity, part))


def _course(week: Week, activity: Activity, part: Part) -> curriculum.CourseEntry:
    subject, upper = SUBJECTS[part.subject], activity.period > 0
    end = part.course if upper else str(activity.grade)
    return curriculum.CourseEntry(
        id=course_id(week.town.slug, part.course),
        subject_id=week.id("subject", part.subject),
        code=part.course,
        names=LocalizedText(
            fi=f"{subject.fi} {end}", sv=f"{subject.sv} {end}", en=f"{subject.en} {end}"
        ),
        grade=None if upper else activity.grade,
        credits=2 if upper else None,
    )


def course_id(town: str, code: str) -> UUID:
    return fixed(town, "course", code)


def _groups(week: Week) -> None:
    """Those who choose ethics or an option sit in groups of their own."""
    for activity in week.teaching.activities:
        if any(part.group for part in activity.parts):
            for part, members in _divided(week, activity):
                _group(week, activity, part, members)


def _divided(week: Week, activity: Activity) -> Iterator[tuple[Part, list[Learner]]]:
    everyone = [learner for name in activity.classes for learner in week.classes[name]]
    if activity.parts[0].subject == "KT" and not activity.period:
        ethics = {learner.id for learner in everyone if _draw(learner, "ethics") < _ETHICS}
        ethics = ethics or {everyone[-1].id}
        for part in activity.parts:
            mine = [learner for name in part.classes for learner in week.classes[name]]
            yield part, [one for one in mine if (one.id in ethics) == (part.subject == "ET")]
        return
    mathematics = activity.parts[0].course.startswith("MAA")
    choice = "mathematics" if mathematics else activity.key
    ordered = sorted(everyone, key=lambda learner: _draw(learner, choice))
    many = len(activity.parts)
    for place, part in enumerate(activity.parts):
        yield part, ordered[len(ordered) * place // many : len(ordered) * (place + 1) // many]


def _draw(learner: Learner, choice: str) -> float:
    return chance(choice, learner.id).random()


def _group(week: Week, activity: Activity, part: Part, members: list[Learner]) -> None:
    span = period_span(week.year, activity.period)
    id_ = week.group_id(part.group)
    week.groups[part.group] = members
    week.rows.groups.append(
        enrolment.GroupEntry(
            id=id_,
            school_id=week.school_id,
            school_year_id=week.id("year", week.year.start),
            kind=GroupKind.TEACHING,
            name=part.group,
            grade=activity.grade,
            course_id=course_id(week.town.slug, part.course),
        )
    )
    week.rows.memberships.extend(
        enrolment.MembershipEntry(
            id=fixed("membership", learner.id, id_),
            group_id=id_,
            learner_id=learner.id,
            span=days(span.first, span.last),
        )
        for learner in members
    )


def _period(week: Week, period: int) -> Iterator[Meeting]:
    activities = [each for each in week.teaching.activities if each.period == period]
    if not activities:
        return
    span = period_span(week.year, period)
    id_ = week.id("plan", week.school.key, week.year.start, period)
    principal = person_id(week.town.slug, leader_key(week.school.key, Role.PRINCIPAL))
    published = datetime.datetime(week.year.start, 8, 3, 12, tzinfo=clock.HELSINKI)
    week.rows.plans.append(
        timetable.PlanEntry(
            id=id_,
            school_id=week.school_id,
            span=days(span.first, span.last),
            published_at=published,
            published_by_id=principal,
        )
    )
    for placed in plan(activities, week.town.slug, week.school.key, period):
        yield _lesson(week, id_, span, placed)


def _lesson(week: Week, plan_id: UUID, span: Span, placed: Placed) -> Meeting:
    part, rows = placed.part, week.rows
    group = part.group or part.classes[0]
    id_ = fixed(plan_id, group, part.subject, placed.weekday, placed.slot)
    starts_at, ends_at = TIMES[placed.slot]
    rows.lessons.append(
        timetable.LessonEntry(
            id=id_,
            plan_id=plan_id,
            school_id=week.school_id,
            subject_id=week.id("subject", part.subject),
            course_id=course_id(week.town.slug, part.course),
            room_id=_room(week, placed.room),
            weekday=placed.weekday,
            starts_at=starts_at,
            ends_at=ends_at,
            span=days(span.first, span.last),
        )
    )
    teacher = person_id(week.town.slug, part.teacher)
    rows.lesson_teachers.append(timetable.LessonTeacherEntry(lesson_id=id_, teacher_id=teacher))
    rows.lesson_groups.append(
        timetable.LessonGroupEntry(lesson_id=id_, group_id=week.group_id(group))
    )
    learners = tuple(week.groups[part.group] if part.group else week.classes[group])
    return Meeting(
        id_,
        week.school.key,
        week.school.language,
        part.subject,
        teacher,
        placed.weekday,
        placed.slot,
        span,
        learners,
        group,
    )


def _room(week: Week, room: tuple[str, int]) -> UUID:
    kind, number = room
    id_ = week.id("room", week.school.key, kind, number)
    if id_ not in week.rooms:
        week.rooms.add(id_)
        name = f"{PLACES[kind][week.school.language == 'sv']} {number if kind else 100 + number}"
        week.rows.rooms.append(
            timetable.RoomEntry(id=id_, school_id=week.school_id, name=name, seats=30)
        )
    return id_


def _duties(week: Week, meetings: Iterable[Meeting]) -> None:
    """Who teaches which group, and whose class it is."""
    taught: dict[tuple[str, UUID], Span] = {}
    for meeting in meetings:
        taught.setdefault((meeting.group, meeting.teacher), meeting.span)
    for (group, teacher), span in taught.items():
        _duty(week, group, teacher, (GroupDuty.TEACHES, span))
    for name, teacher in _class_teachers(week).items():
        _duty(week, name, teacher, (GroupDuty.HOMEROOM, week.year.lessons))


def _duty(week: Week, group: str, teacher: UUID, what: tuple[GroupDuty, Span]) -> None:
    duty, span = what
    week.rows.group_teachers.append(
        enrolment.GroupTeacherEntry(
            id=week.id("duty", week.school.key, group, teacher, duty),
            group_id=week.group_id(group),
            teacher_id=teacher,
            duty=duty,
            span=days(span.first, span.last),
        )
    )


def _class_teachers(week: Week) -> dict[str, UUID]:
    """Class teachers their own; further up everyone in turn, Minna Lahtinen 8C."""
    own = {teacher.own: teacher.key for teacher in week.teaching.teachers if teacher.own}
    others = [teacher.key for teacher in week.teaching.teachers if not teacher.own]
    others = [key for key in others if key != "minna-lahtinen"] or list(own.values())
    found = {}
    for number, name in enumerate(sorted(week.classes)):
        key = own.get(name, others[number % len(others)])
        if (week.school.key, name) == ("mannikko", "8C"):
            key = "minna-lahtinen"
        found[name] = person_id(week.town.slug, key)
    return found
