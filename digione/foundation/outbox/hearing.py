"""Who hears which fact."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from .announcing import Event

E = TypeVar("E", bound=Event)
_hearers: dict[str, list[tuple[type[Any], Callable[[Any], None]]]] = {}


def on(kind: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Marks a room's handler: idempotent, one effect, its own room only."""

    def remember(handler: Callable[[E], None]) -> Callable[[E], None]:
        _hearers.setdefault(kind.name, []).append((kind, handler))
        return handler

    return remember


def hearers_of(name: str) -> list[tuple[type[Any], Callable[[Any], None]]]:
    return _hearers.get(name, [])


def forget(name: str) -> None:
    """Takes a fact's hearers away again; tests that bring their own use it."""
    _hearers.pop(name, None)
