"""What the frame of every page knows of its reader: place, role, where to go, the search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from digione.foundation.access import Request, Role, address_of
from digione.foundation.identity.models import Account
from digione.foundation.ui.shell import Destination, Shell

from . import choosing
from .choosing import Hat, Place
from .oneself import Oneself, oneself

_AT_HOME = frozenset({Role.GUARDIAN, Role.LEARNER})
_TEACHING = frozenset({Role.TEACHER, Role.SPECIAL_NEEDS_TEACHER})
_SEARCHING = frozenset({Role.TEACHER, Role.SPECIAL_NEEDS_TEACHER, Role.PRINCIPAL, Role.SECRETARY})


def shell(request: HttpRequest) -> Shell:
    """The setting UI_SHELL names this."""
    asking = cast("Request", request)
    reader = getattr(request, "user", None)
    if not isinstance(reader, Account) or not hasattr(asking, "ties"):
        return Shell(demo=address_of("demo") if settings.DEMO else "")
    hats = choosing.hats_of(asking)
    hat = choosing.worn(asking, hats)
    return _of(asking, hat, oneself(asking)) if hat else Shell(person=reader.email)


def _of(request: Request, hat: Hat, own: Oneself) -> Shell:
    one = _here(request, hat)
    slug = one.slug if one else ""
    seen = hat if own.sees_deeds else replace(hat, places=())
    frame = Shell(
        place=one.name if one else "",
        person=own.name,
        role=hat.text,
        nav=(*_nav(request, hat, slug), *_deeds(request, seen, _("Who looked"))),
        links=(*_deeds(request, seen, _("Who has seen my data")), *_links()),
        search=_search(hat, slug),
        sign_out=address_of("account_logout"),
        demo=address_of("demo") if settings.DEMO else "",
    )
    return frame.with_theme(hat.theme)


def _here(request: Request, hat: Hat) -> Place | None:
    """The hat's only place, or the one of its places that the page is in."""
    slug = request.tie.slug if hasattr(request, "tie") else ""
    within = [place for place in hat.places if place.slug == slug]
    return next(iter(within or hat.places)) if within or len(hat.places) == 1 else None


def _nav(request: Request, hat: Hat, slug: str) -> tuple[Destination, ...]:
    start = Destination(
        text=_("Today") if hat.role in _AT_HOME else _("Desk"),
        url="/",
        icon="sun" if hat.role in _AT_HOME else "house",
        current=request.path == "/",
    )
    if hat.role == Role.LEARNER:
        return start, *_week(request, hat)
    if not _search(hat, slug):
        return (start,)
    lessons = _lessons(request, slug) if hat.role in _TEACHING else ()
    address = _search(hat, slug)
    find = Destination(
        text=_("Search"), url=address, icon="search", current=request.path == address
    )
    return start, *lessons, find


def _week(request: Request, hat: Hat) -> Iterator[Destination]:
    """The learner's own page; of several schools the first one's, the desk leads to each."""
    place = hat.places[0]
    parts = {"municipality": place.slug, "learner_id": place.actor.person_id}
    address = address_of("home:learner", **parts)
    here = request.path == address
    yield Destination(text=_("Week"), url=address, icon="calendar-days", current=here)


def _lessons(request: Request, slug: str) -> tuple[Destination]:
    """Leads to the lesson that is on; every register is one of them."""
    address = address_of("attendance:lessons", municipality=slug)
    here = request.path.startswith(address)
    return (Destination(text=_("Lessons"), url=address, icon="clipboard-check", current=here),)


def _deeds(request: Request, hat: Hat, text: str) -> Iterator[Destination]:
    """Who has seen the data of the reader and the children; the page leads on to each of them."""
    if hat.role in _AT_HOME and hat.places:
        place = _here(request, hat) or hat.places[0]
        parts = {"municipality": place.slug, "person_id": place.actor.person_id}
        address = address_of("deeds:deeds", **parts)
        here = request.path.endswith("/deeds")
        yield Destination(text=text, url=address, icon="eye", current=here)


def _links() -> Iterator[Destination]:
    """The account's own pages."""
    yield Destination(
        text=_("Sign-in and security"), url=address_of("mfa_index"), icon="shield-check"
    )
    yield Destination(text=_("Devices"), url=address_of("usersessions_list"), icon="smartphone")


def _search(hat: Hat, slug: str) -> str:
    if hat.role not in _SEARCHING or not slug:
        return ""
    return address_of("home:search", municipality=slug)
