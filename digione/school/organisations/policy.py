"""Who may see and change the organisation."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from digione.foundation.access import Policy, Role, everyone, may


class Permission(StrEnum):
    VIEW = "organisations.school:view"
    CHANGE = "organisations.school:change"
    IMPORT = "organisations.register:import"


POLICY: Final = Policy(
    "organisations",
    [
        *(may(role, Permission.VIEW, within=everyone) for role in Role),
        may(Role.ADMINISTRATOR, Permission.CHANGE, within=everyone),
        may(Role.ADMINISTRATOR, Permission.IMPORT, within=everyone),
        may(Role.OPERATOR, Permission.CHANGE, Permission.IMPORT, within=everyone),
    ],
)
