"""Facts that the attendance room announces: ids and dates, never a reason."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class RegisterTaken:
    """The register of a lesson has been taken for the first time."""

    name: ClassVar[str] = "attendance.register_taken.v1"
    lesson_id: UUID
    day: datetime.date


@dataclass(frozen=True, slots=True)
class RegisterMended:
    """Marks of a register that had been taken are different now."""

    name: ClassVar[str] = "attendance.register_mended.v1"
    lesson_id: UUID
    day: datetime.date


@dataclass(frozen=True, slots=True)
class AbsenceMarked:
    """A learner missed a lesson; whether it is explained is asked of the room."""

    name: ClassVar[str] = "attendance.absence_marked.v1"
    lesson_id: UUID
    day: datetime.date
    learner_id: UUID


@dataclass(frozen=True, slots=True)
class AbsenceReported:
    """A home has told beforehand that a learner will be away."""

    name: ClassVar[str] = "attendance.absence_reported.v1"
    report_id: UUID
    learner_id: UUID


@dataclass(frozen=True, slots=True)
class AbsenceReportChanged:
    """A report covers another time, or names another class, than before."""

    name: ClassVar[str] = "attendance.absence_report_changed.v1"
    report_id: UUID
    learner_id: UUID


@dataclass(frozen=True, slots=True)
class AbsenceReportWithdrawn:
    """A home has taken its report back, or ended it."""

    name: ClassVar[str] = "attendance.absence_report_withdrawn.v1"
    report_id: UUID
    learner_id: UUID


@dataclass(frozen=True, slots=True)
class AbsenceExplained:
    """Absences of a learner on a day have got, or lost, their explanation."""

    name: ClassVar[str] = "attendance.absence_explained.v1"
    learner_id: UUID
    day: datetime.date
