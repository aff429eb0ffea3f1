"""Lessons, rooms and changes for the tests of this and other rooms."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from uuid import UUID

from psycopg.types.range import DateRange

from digione.foundation import clock

from . import models

_LONG_AGO = datetime.timedelta(days=100)


def room(school_id: UUID, name: str = "B204") -> UUID:
    return models.Room.objects.create(school_id=school_id, name=name).id


def plan(school_id: UUID, *, published: bool = True, since: datetime.date | None = None) -> UUID:
    """A weekly plan that holds since `since` (some months ago) until further notice."""
    made = models.Plan.objects.create(
        school_id=school_id,
        span=DateRange(since or clock.today() - _LONG_AGO, None),
        published_at=clock.now() if published else None,
    )
    return made.id


def lesson(
    plan_id: UUID,
    *,
    subject_id: UUID,
    groups: Iterable[UUID] = (),
    teachers: Iterable[UUID] = (),
    at: tuple[datetime.date, str] | None = None,
    room_id: UUID | None = None,
) -> UUID:
    """A lesson of 45 minutes on the weekday of `at` (today), from its time (8.15) on."""
    of = models.Plan.objects.get(id=plan_id)
    day, time = at or (clock.today(), "08:15")
    starts_at = datetime.time.fromisoformat(time)
    ends_at = datetime.datetime.combine(day, starts_at) + datetime.timedelta(minutes=45)
    made = models.Lesson.objects.create(
        plan_id=plan_id,
        school_id=of.school_id,
        subject_id=subject_id,
        room_id=room_id,
        weekday=day.isoweekday(),
        starts_at=starts_at,
        ends_at=ends_at.time(),
        span=of.span,
        published=of.published_at is not None,
    )
    for group_id in groups:
        models.LessonGroup.objects.create(lesson_id=made.id, group_id=group_id)
    for teacher_id in teachers:
        models.LessonTeacher.objects.create(lesson_id=made.id, teacher_id=teacher_id)
    return made.id


def change(
    lesson_id: UUID, day: datetime.date, kind: models.ChangeKind, *, by: UUID, **says: object
) -> None:
    """`says` names the columns that differ: teacher_id, room_id, starts_at, ends_at, note."""
    models.DayChange.objects.create(
        lesson_id=lesson_id, day=day, kind=kind, changed_by_id=by, **says
    )


def also_teaches(lesson_id: UUID, teacher_id: UUID) -> None:
    models.LessonTeacher.objects.create(lesson_id=lesson_id, teacher_id=teacher_id)
