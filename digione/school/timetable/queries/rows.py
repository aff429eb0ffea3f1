"""The row that every question about a day's lessons answers with."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from digione.foundation.language import LocalizedText
from digione.school.timetable import models
from digione.school.timetable.rules import When


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonRow:
    """A lesson as it is held on `day`: its changes are in it, names of protected teachers not."""

    lesson_id: UUID
    day: datetime.date
    starts_at: datetime.time
    ends_at: datetime.time
    school_id: UUID
    school: LocalizedText
    subject: LocalizedText
    subject_code: str
    colour: str
    room: str
    teachers: tuple[str, ...]
    teacher_ids: tuple[UUID, ...]
    groups: tuple[str, ...]
    group_ids: tuple[UUID, ...]
    change: models.ChangeKind | None = None
    note: str = ""
    when: When = When.LATER

    @property
    def cancelled(self) -> bool:
        return self.change == models.ChangeKind.CANCELLED

    @property
    def is_now(self) -> bool:
        return self.when == When.NOW

    @property
    def is_next(self) -> bool:
        return self.when == When.NEXT

    @property
    def group(self) -> str:
        return ", ".join(self.groups)


class Hours(NamedTuple):
    """When a lesson is held, for the question which one is on now or next."""

    day: datetime.date
    starts_at: datetime.time
    ends_at: datetime.time
    cancelled: bool
