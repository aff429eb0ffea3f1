"""What is known of somebody who has signed in: who they are in which municipality."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from digione.foundation.language import LocalizedText

from .roles import Role


@dataclass(frozen=True, slots=True)
class TieRow:
    tenant_id: int
    slug: str
    municipality: LocalizedText
    theme: str
    person_id: UUID
    role: Role
