"""How long a session may rest and last: the strictest of an account's roles decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from .roles import STAFF, Role

_HOUR: Final = 3600
_DAY: Final = 24 * _HOUR


@dataclass(frozen=True, slots=True)
class Limit:
    """In seconds: without any request, and in all."""

    idle: int
    whole: int


_HOME: Final = Limit(idle=14 * _DAY, whole=60 * _DAY)
_LEARNER: Final = Limit(idle=2 * _HOUR, whole=12 * _HOUR)  # shared devices of classrooms
_AT_WORK: Final = Limit(idle=_HOUR, whole=12 * _HOUR)


def limit_of(roles: Iterable[Role]) -> Limit:
    limits = [_of_one(role) for role in roles] or [_AT_WORK]
    return Limit(min(each.idle for each in limits), min(each.whole for each in limits))


def _of_one(role: Role) -> Limit:
    if role == Role.GUARDIAN:
        return _HOME
    if role == Role.LEARNER:
        return _LEARNER
    return _AT_WORK


def needs_second_factor(roles: Iterable[Role]) -> bool:
    return bool((STAFF | {Role.OPERATOR, Role.VENDOR}) & frozenset(roles))
