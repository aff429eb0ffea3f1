"""Who may see and change subjects and courses; they are no secret."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from digione.foundation.access import Policy, Role, everyone, may


class Permission(StrEnum):
    VIEW = "curriculum.subject:view"
    CHANGE = "curriculum.subject:change"


POLICY: Final = Policy(
    "curriculum",
    [
        *(may(role, Permission.VIEW, within=everyone) for role in Role),
        may(Role.ADMINISTRATOR, Permission.CHANGE, within=everyone),
        may(Role.OPERATOR, Permission.CHANGE, within=everyone),
    ],
)
