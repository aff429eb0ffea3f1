"""Periods of the day, rooms, and the lessons of a plan."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from psycopg.types.range import DateRange

from digione.foundation.access import Actor
from digione.foundation.audit import recording
from digione.school.timetable import models, rules
from digione.school.timetable.policy import POLICY, Permission

_ONE_DAY = datetime.timedelta(days=1)


@transaction.atomic
def add_period(
    actor: Actor,
    *,
    school_id: UUID,
    ordinal: int,
    starts_at: datetime.time,
    ends_at: datetime.time,
) -> UUID:
    """A slot of the school's day; its number is free in the school."""
    if ends_at <= starts_at:
        raise rules.EndsBeforeItStarts(starts_at, ends_at)
    period = models.DayPeriod.objects.create(
        school_id=school_id, ordinal=ordinal, starts_at=starts_at, ends_at=ends_at
    )
    return POLICY.require(actor, Permission.PLAN, period).id


@transaction.atomic
def add_room(actor: Actor, *, school_id: UUID, name: str, seats: int | None = None) -> UUID:
    room = models.Room.objects.create(school_id=school_id, name=name.strip(), seats=seats)
    return POLICY.require(actor, Permission.PLAN, room).id


@transaction.atomic
def start_plan(
    actor: Actor, *, school_id: UUID, first: datetime.date, last: datetime.date | None = None
) -> UUID:
    """An empty plan for these days, both included; nobody else sees it before it is published."""
    if (last or datetime.date.max) < first:
        raise rules.EndsBeforeItStarts(first, last)
    plan = models.Plan.objects.create(school_id=school_id, span=_days(first, last))
    return POLICY.require(actor, Permission.PLAN, plan).id


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLesson:
    """What a lesson of the week is about, when it is, and whom and what it takes."""

    subject_id: UUID
    slot: rules.Slot
    teacher_ids: Iterable[UUID]
    group_ids: Iterable[UUID]
    room_id: UUID | None = None
    course_id: UUID | None = None


@transaction.atomic
def plan_lesson(actor: Actor, *, plan_id: UUID, lesson: NewLesson) -> UUID:
    """Adds a lesson to a plan; in a published one it holds at once."""
    plan = POLICY.find(actor, Permission.PLAN, models.Plan.objects.all(), id=plan_id)
    last = plan.span.upper - _ONE_DAY if plan.span.upper else None
    rules.check_slot(lesson.slot, plan_first=plan.span.lower, plan_last=last)
    made = models.Lesson.objects.create(
        plan_id=plan.id,
        school_id=plan.school_id,
        subject_id=lesson.subject_id,
        course_id=lesson.course_id,
        room_id=lesson.room_id,
        weekday=lesson.slot.weekday,
        starts_at=lesson.slot.starts_at,
        ends_at=lesson.slot.ends_at,
        span=_days(lesson.slot.first, lesson.slot.last),
        published=plan.published_at is not None,
    )
    _take(made.id, lesson)
    return made.id


def _take(lesson_id: UUID, lesson: NewLesson) -> None:
    teachers = set(lesson.teacher_ids)
    models.LessonTeacher.objects.bulk_create(
        models.LessonTeacher(lesson_id=lesson_id, teacher_id=teacher) for teacher in teachers
    )
    models.LessonGroup.objects.bulk_create(
        models.LessonGroup(lesson_id=lesson_id, group_id=group) for group in set(lesson.group_ids)
    )
    recording.changed("timetable.lesson", teachers, object_id=lesson_id)


def _days(first: datetime.date, last: datetime.date | None) -> DateRange:
    return DateRange(first, last + _ONE_DAY if last else None)
