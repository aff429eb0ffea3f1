"""Registers, marks and reports by the table, for imports and the demo's history."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from digione.foundation.access import Actor, require_operator
from digione.foundation.audit import recording
from digione.foundation.tenancy import Merged, merge_entries
from digione.school.attendance import models
from digione.school.attendance.models import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    lesson_id: UUID
    day: datetime.date
    taken_by_id: UUID
    taken_at: datetime.datetime
    topic: str = ""
    homework: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkEntry:
    """Without a class the absence is unexplained."""

    lesson_id: UUID
    day: datetime.date
    learner_id: UUID
    status: Status
    marked_by_id: UUID
    marked_at: datetime.datetime
    minutes_late: int | None = None
    absence_class: str = ""
    class_version: int | None = None
    explained_by_id: UUID | None = None
    explained_at: datetime.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEntry:
    id: UUID
    learner_id: UUID
    reported_by_id: UUID
    reported_at: datetime.datetime
    starts_at: datetime.datetime
    ends_at: datetime.datetime | None
    absence_class: str
    class_version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTotalEntry:
    school_id: UUID
    day: datetime.date
    absence_class: str
    lessons_held: int
    learner_lessons: int
    absences: int
    late: int


def load_registers(actor: Actor, entries: Iterable[RegisterEntry]) -> Merged:
    require_operator(actor)
    merged = merge_entries(models.Register, entries, about="taken_by_id")
    return _audited(merged, "attendance.register")


def load_marks(actor: Actor, entries: Iterable[MarkEntry]) -> Merged:
    require_operator(actor)
    merged = merge_entries(models.Mark, entries, about="learner_id")
    return _audited(merged, "attendance.mark")


def load_reports(actor: Actor, entries: Iterable[ReportEntry]) -> Merged:
    require_operator(actor)
    merged = merge_entries(models.AbsenceReport, entries, about="learner_id")
    return _audited(merged, "attendance.absence_report")


def load_day_totals(actor: Actor, entries: Iterable[DayTotalEntry]) -> Merged:
    """Totals are nobody's data."""
    require_operator(actor)
    return merge_entries(models.DayTotal, entries)


def _audited(merged: Merged, what: str) -> Merged:
    if merged.about:
        recording.changed(what, merged.about)
    return merged
