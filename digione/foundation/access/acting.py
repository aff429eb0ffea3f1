"""One block of work by one actor in one municipality."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

from digione.foundation.tenancy import inside

from .actor import Actor


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the work came from: a request, a job or the command line."""

    request_id: str = "-"
    address: str = "-"


_NOWHERE: Final = Origin()
_acting: ContextVar[Actor | None] = ContextVar("acting", default=None)
_origin: ContextVar[Origin] = ContextVar("origin", default=_NOWHERE)


@contextmanager
def acting(actor: Actor, *, life: int = 60, savepoint: bool = True) -> Iterator[Actor]:
    """Enters the actor's municipality; what the block reads and writes is audited as theirs."""
    token = _acting.set(actor)
    try:
        with inside(
            actor.tenant_id,
            actor=actor.signature,
            purpose=actor.purpose,
            life=life,
            savepoint=savepoint,
        ):
            yield actor
    finally:
        _acting.reset(token)


@contextmanager
def coming_from(origin: Origin) -> Iterator[None]:
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


def current_actor() -> Actor | None:
    return _acting.get()


def current_origin() -> Origin:
    return _origin.get()
