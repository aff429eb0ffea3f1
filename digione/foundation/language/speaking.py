"""The language that is being spoken: the reader's, in a page or anywhere else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from django.utils.translation import get_language

LANGUAGES: Final = ("fi", "sv", "en")
_spoken: ContextVar[str] = ContextVar("spoken", default="")


def spoken() -> str:
    """A page asks a hundred times, so the block around it knows; elsewhere Django is asked."""
    return _spoken.get() or get_language() or LANGUAGES[0]


@contextmanager
def speaking() -> Iterator[str]:
    """Within the block the language stays what Django says now."""
    before = _spoken.set(get_language() or LANGUAGES[0])
    try:
        yield _spoken.get()
    finally:
        _spoken.reset(before)
