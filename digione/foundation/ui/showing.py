"""What the page on its way is shown with: its request, its token, and the texts of its language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, cached_property
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext
from markupsafe import Markup

from digione.foundation.language import speaking, spoken


@cache
def _texts(language: str) -> dict[str, Markup]:
    """What catalogues say does not change while the program runs."""
    return {}


class Showing:
    """One page. Its token is read where a form first needs it: a page without forms has none."""

    def __init__(self, request: HttpRequest | None, token: object) -> None:
        self.request = request
        self.texts = _texts(spoken())
        self._token = token

    @cached_property
    def token(self) -> str:
        """Masked once for the page; read again it would be another."""
        return str(self._token)

    @property
    def nonce(self) -> str:
        return str(getattr(self.request, "csp_nonce", ""))


_showing: ContextVar[Showing | None] = ContextVar("showing", default=None)


@contextmanager
def showing(request: HttpRequest | None = None, token: object = "") -> Iterator[Showing]:
    """Within the block pages and components are made for this request, in its language."""
    with speaking():
        page = Showing(request, token)
        before = _showing.set(page)
        try:
            yield page
        finally:
            _showing.reset(before)


def shown_now() -> Showing:
    """The page of the block; outside, a page of nobody."""
    return _showing.get() or Showing(None, "")


def said(message: str, /, **values: Any) -> Markup:
    """`_("…")` of a page: the text in the reader's language, looked up in a catalogue once."""
    texts = shown_now().texts
    text = texts.get(message)
    if text is None:
        text = texts[message] = Markup(gettext(message))  # noqa: S704  # our own texts
    return text % values if values or "%" in text else text
