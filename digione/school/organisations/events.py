"""What the organisations room announces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CalendarChanged:
    """Terms or holidays of a school year are no longer what they were."""

    name: ClassVar[str] = "organisations.calendar_changed.v1"
    school_year_id: UUID


@dataclass(frozen=True, slots=True)
class SchoolChanged:
    """A school is new, has other facts than before, or has closed."""

    name: ClassVar[str] = "organisations.school_changed.v1"
    school_id: UUID
