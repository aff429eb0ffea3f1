"""Every policy of the house, and what this request was refused."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .actor import Actor

if TYPE_CHECKING:
    from .policy import Policy

_policies: dict[str, Policy] = {}


@dataclass(frozen=True, slots=True)
class Refusal:
    actor: Actor
    permission: str


_refused: ContextVar[list[Refusal] | None] = ContextVar("refused", default=None)


def register(policy: Policy) -> None:
    _policies[policy.room] = policy


def policies() -> Mapping[str, Policy]:
    """Room name to its policy."""
    return _policies


def granted(actor: Actor, permission: str) -> bool:
    """Whether any row gives one of the actor's roles this permission, on whatever things."""
    return any(
        row.role in actor.roles and permission in row.do
        for policy in _policies.values()
        for row in policy.rows
    )


def refuse(actor: Actor, permission: str) -> None:
    """Remembers a refusal; it is written down after the request's own work is undone."""
    if (refusals := _refused.get()) is not None:
        refusals.append(Refusal(actor, permission))


def collect_refusals() -> list[Refusal]:
    """A fresh list that this request's refusals go to."""
    refusals: list[Refusal] = []
    _refused.set(refusals)
    return refusals
