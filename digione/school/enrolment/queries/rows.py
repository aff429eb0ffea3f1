"""What the enrolment room's questions answer with."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from uuid import UUID

from digione.foundation.language import LocalizedText


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnerRow:
    """A learner and their place today; the place is blank where it is hidden from the asker."""

    learner_id: UUID
    call_name: str
    family_name: str
    initials: str
    may_decide: bool = False
    place_hidden: bool = False
    school_id: UUID | None = None
    school: LocalizedText | None = None
    study_right_id: UUID | None = None
    state: str = ""
    group_id: UUID | None = None
    class_name: str = ""
    grade: int | None = None

    @property
    def name(self) -> str:
        return f"{self.call_name} {self.family_name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """A class or teaching group; `duty` is the asker's own in it, if they asked as its teacher."""

    group_id: UUID
    name: str
    kind: str
    grade: int | None
    school_id: UUID
    school: LocalizedText
    members: int
    duty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    group_id: UUID
    learner_id: UUID
    call_name: str
    family_name: str
    initials: str
    starts_on: datetime.date
    ends_on: datetime.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTeacherRow:
    teacher_id: UUID
    call_name: str
    family_name: str
    duty: str

    @property
    def name(self) -> str:
        return f"{self.call_name} {self.family_name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPage:
    """All that a group's page shows; `members` is none where the asker may not see who is in it."""

    group_id: UUID
    name: str
    kind: str
    grade: int | None
    school_id: UUID
    school: LocalizedText
    school_year: str
    course: LocalizedText | None
    version: int
    teachers: tuple[GroupTeacherRow, ...]
    members: tuple[MemberRow, ...] | None
    may_change: bool
