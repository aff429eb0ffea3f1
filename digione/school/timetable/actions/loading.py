"""Periods, rooms and weekly plans by the table, for imports and the demo."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from digione.foundation.access import Actor, require_operator
from digione.foundation.audit import recording
from digione.foundation.tenancy import Days, Merged, merge_entries
from digione.school.timetable import models
from digione.school.timetable.models import ChangeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPeriodEntry:
    id: UUID
    school_id: UUID
    ordinal: int
    starts_at: datetime.time
    ends_at: datetime.time


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomEntry:
    id: UUID
    school_id: UUID
    name: str
    seats: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEntry:
    id: UUID
    school_id: UUID
    span: Days
    published_at: datetime.datetime | None = None
    published_by_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonEntry:
    """`published` says the same as its plan does."""

    id: UUID
    plan_id: UUID
    school_id: UUID
    subject_id: UUID
    weekday: int
    starts_at: datetime.time
    ends_at: datetime.time
    span: Days
    course_id: UUID | None = None
    room_id: UUID | None = None
    published: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonTeacherEntry:
    lesson_id: UUID
    teacher_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonGroupEntry:
    lesson_id: UUID
    group_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DayChangeEntry:
    lesson_id: UUID
    day: datetime.date
    kind: ChangeKind
    changed_by_id: UUID
    teacher_id: UUID | None = None
    room_id: UUID | None = None
    starts_at: datetime.time | None = None
    ends_at: datetime.time | None = None
    note: str = ""


def load_day_periods(actor: Actor, entries: Iterable[DayPeriodEntry]) -> Merged:
    require_operator(actor)
    return _audited(merge_entries(models.DayPeriod, entries), "timetable.day_period")


def load_rooms(actor: Actor, entries: Iterable[RoomEntry]) -> Merged:
    require_operator(actor)
    return _audited(merge_entries(models.Room, entries), "timetable.room")


def load_plans(actor: Actor, entries: Iterable[PlanEntry]) -> Merged:
    require_operator(actor)
    return _audited(merge_entries(models.Plan, entries), "timetable.plan")


def load_lessons(actor: Actor, entries: Iterable[LessonEntry]) -> Merged:
    require_operator(actor)
    return _audited(merge_entries(models.Lesson, entries), "timetable.lesson")


def load_lesson_teachers(actor: Actor, entries: Iterable[LessonTeacherEntry]) -> Merged:
    require_operator(actor)
    merged = merge_entries(models.LessonTeacher, entries, about="teacher_id")
    return _audited(merged, "timetable.lesson_teacher")


def load_lesson_groups(actor: Actor, entries: Iterable[LessonGroupEntry]) -> Merged:
    require_operator(actor)
    return _audited(merge_entries(models.LessonGroup, entries), "timetable.lesson_group")


def load_day_changes(actor: Actor, entries: Iterable[DayChangeEntry]) -> Merged:
    require_operator(actor)
    merged = merge_entries(models.DayChange, entries, about="teacher_id")
    return _audited(merged, "timetable.day_change")


def _audited(merged: Merged, what: str) -> Merged:
    if merged.new or merged.altered:
        recording.changed(what, merged.about)
    return merged
