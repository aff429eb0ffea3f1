"""What an import of a weekly plan announces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PlanImported:
    """A plan has come in with all its lessons, as a draft until it is published."""

    name: ClassVar[str] = "weekplan.plan_imported.v1"
    plan_id: UUID
    school_id: UUID
    lessons: int
