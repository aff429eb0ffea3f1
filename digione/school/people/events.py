"""What the people room announces: ids, days and codes, never names."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PersonAdded:
    name: ClassVar[str] = "people.person_added.v1"
    person_id: UUID


@dataclass(frozen=True, slots=True)
class PersonChanged:
    name: ClassVar[str] = "people.person_changed.v1"
    person_id: UUID


@dataclass(frozen=True, slots=True)
class PersonProtected:
    """From now on the person's place and contact data are for few eyes only."""

    name: ClassVar[str] = "people.person_protected.v1"
    person_id: UUID
    until: datetime.date | None


@dataclass(frozen=True, slots=True)
class PersonUnprotected:
    name: ClassVar[str] = "people.person_unprotected.v1"
    person_id: UUID


@dataclass(frozen=True, slots=True)
class GuardianshipBegan:
    name: ClassVar[str] = "people.guardianship_began.v1"
    guardianship_id: UUID
    guardian_id: UUID
    learner_id: UUID


@dataclass(frozen=True, slots=True)
class GuardianshipChanged:
    name: ClassVar[str] = "people.guardianship_changed.v1"
    guardianship_id: UUID
    guardian_id: UUID
    learner_id: UUID


@dataclass(frozen=True, slots=True)
class GuardianshipEnded:
    name: ClassVar[str] = "people.guardianship_ended.v1"
    guardianship_id: UUID
    guardian_id: UUID
    learner_id: UUID
    last_day: datetime.date


@dataclass(frozen=True, slots=True)
class RoleGranted:
    name: ClassVar[str] = "people.role_granted.v1"
    employment_id: UUID
    person_id: UUID
    role: str
    school_id: UUID | None


@dataclass(frozen=True, slots=True)
class RoleEnded:
    name: ClassVar[str] = "people.role_ended.v1"
    employment_id: UUID
    person_id: UUID
    role: str
    school_id: UUID | None
    last_day: datetime.date


@dataclass(frozen=True, slots=True)
class GuardianInvited:
    name: ClassVar[str] = "people.guardian_invited.v1"
    invitation_id: UUID
    guardian_id: UUID


@dataclass(frozen=True, slots=True)
class InvitationAccepted:
    name: ClassVar[str] = "people.invitation_accepted.v1"
    invitation_id: UUID
    guardian_id: UUID
