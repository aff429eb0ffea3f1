"""What the frame of every page needs to know, and who tells it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils.module_loading import import_string

from digione.foundation.identity.models import Account

SCHEME_COOKIE = "scheme"
SCHEMES = ("auto", "light", "dark")
THEMES = ("national", "blue", "burgundy", "copper", "green", "violet", "yellow")


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """One place to go: in the rail and bottom bar, or in the account menu."""

    text: str
    url: str
    icon: str = ""
    count: int = 0
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """The frame around a page. The first five of `nav` stand in the phone's bottom bar."""

    place: str = ""
    person: str = ""
    role: str = ""
    nav: tuple[Destination, ...] = ()
    roles: tuple[Destination, ...] = ()
    links: tuple[Destination, ...] = ()
    search: str = ""
    sign_out: str = ""
    demo: str = ""
    theme: str = "national"

    def with_theme(self, theme: str) -> Shell:
        """An unknown theme is the national one: its file would be missing."""
        return replace(self, theme=theme if theme in THEMES else THEMES[0])


Source = Callable[[HttpRequest], Shell]


def frame(request: HttpRequest | None) -> dict[str, Any]:
    """What `page.html` and `plain.html` need beside the page's own values.

    The setting UI_SHELL names the function that knows the reader; a view may lay its own
    `request.shell`.
    """
    chosen = _scheme(request) if request else ""
    return {
        "request": request,
        "csrf_token": "",
        "nonce": getattr(request, "csp_nonce", ""),
        "shell": _shell(request),
        "scheme": chosen if chosen in SCHEMES else SCHEMES[0],
        "languages": settings.LANGUAGES,
        "messages": get_messages(request) if request else (),
    }


def _scheme(request: HttpRequest) -> str:
    """The account's choice follows its owner to every device; the cookie is for the others."""
    account = getattr(request, "user", None)
    return account.theme if isinstance(account, Account) else request.COOKIES.get(SCHEME_COOKIE, "")


def _shell(request: HttpRequest | None) -> Shell:
    if request is None:
        return Shell()
    laid: Shell | None = getattr(request, "shell", None)
    return laid or _source(getattr(settings, "UI_SHELL", ""))(request)


@lru_cache
def _source(name: str) -> Source:
    source: Source = import_string(name) if name else _nobody
    return source


def _nobody(request: HttpRequest) -> Shell:
    return Shell()
