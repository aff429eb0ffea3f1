"""A learner's absences month by month, as far as the asker may see them."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db.models import F

from digione.foundation.access import Actor
from digione.foundation.audit import recording
from digione.foundation.language import LocalizedText
from digione.school.attendance import models
from digione.school.attendance.policy import POLICY, Permission
from digione.school.people import public as people


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """One lesson that a learner met otherwise than by being present."""

    lesson_id: UUID
    day: datetime.date
    starts_at: datetime.time
    ends_at: datetime.time
    subject: LocalizedText
    status: models.Status
    minutes_late: int | None
    absence_class: str

    @property
    def is_unexplained(self) -> bool:
        return self.status == models.Status.ABSENT and not self.absence_class


@dataclass(frozen=True, slots=True)
class MonthRow:
    """The marks of a month, newest first, and how many of each class; `""` is unexplained."""

    first: datetime.date
    marks: tuple[AbsenceRow, ...]
    absent: int
    late: int
    by_class: tuple[tuple[str, int], ...]


def absences_of(actor: Actor, learner_id: UUID, since: datetime.date) -> list[MonthRow]:
    """Months since `since`, newest first; none where the learner's place is hidden."""
    if people.hidden_places(actor, [learner_id]):
        return []
    marks = models.Mark.objects.filter(learner_id=learner_id, day__gte=since)
    seen = POLICY.visible(actor, Permission.VIEW, marks).annotate(
        starts=F("lesson__starts_at"), ends=F("lesson__ends_at"), names=F("lesson__subject__names")
    )
    rows = [
        AbsenceRow(*row[:4], LocalizedText(row[4]), models.Status(row[5]), *row[6:])
        for row in seen.order_by("-day", "starts", "lesson_id").values_list(
            "lesson_id",
            "day",
            "starts",
            "ends",
            "names",
            "status",
            "minutes_late",
            "absence_class",
        )
    ]
    if rows:
        recording.saw("attendance.absences", [learner_id])
    months = groupby(rows, key=lambda row: row.day.replace(day=1))
    return [_month(first, tuple(of_month)) for first, of_month in months]


def _month(first: datetime.date, marks: tuple[AbsenceRow, ...]) -> MonthRow:
    absent = [mark for mark in marks if mark.status == models.Status.ABSENT]
    counted = Counter(mark.absence_class for mark in absent)
    late = sum(mark.status == models.Status.LATE for mark in marks)
    return MonthRow(first, marks, len(absent), late, tuple(counted.most_common()))
