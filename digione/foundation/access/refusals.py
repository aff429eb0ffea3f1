"""What this request was refused, kept until its own work is undone."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass

from .actor import Actor


@dataclass(frozen=True, slots=True)
class Refusal:
    actor: Actor
    permission: str


_refused: ContextVar[list[Refusal] | None] = ContextVar("refused", default=None)


def refuse(actor: Actor, permission: str) -> None:
    """Remembers a refusal; it is written down after the request's own work is undone."""
    if (refusals := _refused.get()) is not None:
        refusals.append(Refusal(actor, permission))


def collect_refusals() -> list[Refusal]:
    """A fresh list that this request's refusals go to."""
    refusals: list[Refusal] = []
    _refused.set(refusals)
    return refusals
