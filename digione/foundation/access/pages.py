"""How a page names the permission it needs, and refuses without it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Concatenate, ParamSpec, TypeAlias

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from digione.foundation.identity.rows import TieRow

from .actor import Actor
from .addresses import address_of
from .policy import granted
from .refusals import refuse

P = ParamSpec("P")


class Open(StrEnum):
    """What needs no municipality's permission."""

    ANYONE = "open:anyone"
    SIGNED_IN = "open:signed_in"


class Request(HttpRequest):
    """A request of somebody known: one actor within a municipality, all of them outside."""

    actor: Actor
    actors: tuple[Actor, ...]
    ties: tuple[TieRow, ...]
    tie: TieRow


def address(request: Request, name: str, **parts: object) -> str:
    """The address of a page, in the municipality that the request is in."""
    return address_of(name, municipality=request.tie.slug, **parts)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """A page waits behind the sign-in; what was sent is gone, and its address is no page."""
    is_page = request.method in {"GET", "HEAD"}
    return redirect_to_login(
        request.get_full_path() if is_page else resolve_url(settings.LOGIN_REDIRECT_URL)
    )


View: TypeAlias = Callable[Concatenate[Request, P], HttpResponse]


def page(permission: str) -> Callable[[View[P]], View[P]]:
    """Lets only those in who hold `permission`; a route without one does not start.

    Nobody signed in: to the sign-in page. Signed in without the permission: 403.
    """

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if permission != Open.ANYONE:
                if not request.user.is_authenticated:
                    return to_sign_in(request)
                if permission != Open.SIGNED_IN and not granted(request.actor, permission):
                    refuse(request.actor, permission)
                    raise PermissionDenied(permission)
            kwargs.pop("municipality", None)  # the middleware has entered it
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return guard
