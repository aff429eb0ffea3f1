"""What the enrolment room announces."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class LearnerEnrolled:
    name: ClassVar[str] = "enrolment.learner_enrolled.v1"
    study_right_id: UUID
    learner_id: UUID
    school_id: UUID


@dataclass(frozen=True, slots=True)
class StudyStateChanged:
    name: ClassVar[str] = "enrolment.study_state_changed.v1"
    study_right_id: UUID
    learner_id: UUID
    state: str
    starts_on: datetime.date


@dataclass(frozen=True, slots=True)
class GroupChanged:
    """The group itself, its members or its teachers are no longer what they were."""

    name: ClassVar[str] = "enrolment.group_changed.v1"
    group_id: UUID
