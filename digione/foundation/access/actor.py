"""Who asks: a person, or a named system, in one municipality and in some roles."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from digione.foundation.identity.roles import Role

_PURPOSES: Final = {
    Role.LEARNER: "own_studies",
    Role.GUARDIAN: "guardianship",
    Role.TEACHER: "teaching",
    Role.SPECIAL_NEEDS_TEACHER: "learning_support",
    Role.PRINCIPAL: "school_leadership",
    Role.SECRETARY: "school_administration",
    Role.ADMINISTRATOR: "municipal_administration",
    Role.DATA_PROTECTION_OFFICER: "data_protection",
    Role.VENDOR: "integration",
    Role.OPERATOR: "operation",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone at work in `tenant_id`; `person_id` is their person there.

    `name` is set for systems that are nobody's account, such as `operator:import`.
    """

    tenant_id: int
    person_id: UUID
    roles: frozenset[Role]
    account_id: UUID | None = None
    name: str = ""

    def acting_as(self, *roles: Role) -> Actor:
        """The same person with some of their roles only: a desk shows one hat at a time."""
        return replace(self, roles=self.roles & frozenset(roles))

    @property
    def purpose(self) -> str:
        """Why the data is used, in the order of the roles; it stands in the audit."""
        return "+".join(_PURPOSES[role] for role in Role if role in self.roles) or "none"

    @property
    def signature(self) -> str:
        """Who, for the signed context: an account's or a system's name, never a person's."""
        return self.name or str(self.account_id or self.person_id)
