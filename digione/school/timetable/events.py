"""Facts of the timetable room: ids, days and codes only."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class TimetablePublished:
    """From now on this plan says what is held on its days."""

    name: ClassVar[str] = "timetable.plan_published.v1"
    plan_id: UUID
    school_id: UUID
    version: int


@dataclass(frozen=True, slots=True)
class TimetableWithdrawn:
    """The plan published before this one holds again."""

    name: ClassVar[str] = "timetable.plan_withdrawn.v1"
    plan_id: UUID
    school_id: UUID
    version: int


@dataclass(frozen=True, slots=True)
class LessonMoved:
    """On this day the lesson is held at another time or in another room."""

    name: ClassVar[str] = "timetable.lesson_moved.v1"
    lesson_id: UUID
    day: datetime.date


@dataclass(frozen=True, slots=True)
class LessonCancelled:
    name: ClassVar[str] = "timetable.lesson_cancelled.v1"
    lesson_id: UUID
    day: datetime.date


@dataclass(frozen=True, slots=True)
class SubstituteNamed:
    name: ClassVar[str] = "timetable.substitute_named.v1"
    lesson_id: UUID
    day: datetime.date
    teacher_id: UUID


@dataclass(frozen=True, slots=True)
class LessonRestored:
    """On this day the lesson is held as planned after all."""

    name: ClassVar[str] = "timetable.lesson_restored.v1"
    lesson_id: UUID
    day: datetime.date
