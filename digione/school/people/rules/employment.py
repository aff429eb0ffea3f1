"""Which posts there are, and which of them belong to a school."""

from __future__ import annotations

from typing import Final

from .faults import Fault, Refused

_AT_A_SCHOOL: Final = frozenset({"teacher", "special_needs_teacher", "principal", "secretary"})
_AT_THE_PROVIDER: Final = frozenset({"administrator", "data_protection_officer"})


def checked_post(role: str, *, has_school: bool) -> str:
    """Schools have teachers, principals and secretaries; the provider has officers."""
    if role not in _AT_A_SCHOOL | _AT_THE_PROVIDER:
        raise Refused(Fault.NOT_A_POST, "role")
    if role in _AT_A_SCHOOL and not has_school:
        raise Refused(Fault.SCHOOL_MISSING, "school")
    if role in _AT_THE_PROVIDER and has_school:
        raise Refused(Fault.SCHOOL_TOO_MUCH, "school")
    return role
