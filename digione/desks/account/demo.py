"""The demo's chooser: signs an invented person in, past every factor, on this computer only."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import auth
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.module_loading import import_string
from django.views.decorators.http import require_POST

from digione.foundation.access import Open, Request, Role, page
from digione.foundation.identity.models import Account, Tenant
from digione.foundation.identity.standing import PROVED

_BACKEND: Final = "digione.foundation.identity.backends.AccountBackend"
_HERE: Final = frozenset({"localhost", "127.0.0.1", "[::1]", "testserver"})


class Named(Protocol):
    """Somebody of the demo world; the setting DEMO_PEOPLE names the mapping of them."""

    @property
    def account_id(self) -> UUID: ...
    @property
    def name(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def ties(self) -> Iterable[tuple[str, Iterable[Role]]]: ...


@dataclass(frozen=True, slots=True)
class Card:
    account_id: UUID
    name: str
    told: str


@page(Open.ANYONE)
def chooser(request: Request) -> HttpResponse:
    _require_this_computer(request)
    towns = {tenant.slug: str(tenant.names) for tenant in Tenant.objects.all()}
    there = set(Account.objects.filter(id__in=_ids()).values_list("id", flat=True))
    cards = [_card(named, towns) for named in _people() if named.account_id in there]
    return render(request, "account/demo.html", {"cards": cards})


@page(Open.ANYONE)
@require_POST
def sign_in(request: Request, account_id: UUID) -> HttpResponse:
    """Whoever was signed in is signed out first; the session gets a new key."""
    _require_this_computer(request)
    if account_id not in _ids():
        raise Http404
    account = get_object_or_404(Account, id=account_id, is_active=True)
    auth.logout(request)
    auth.login(request, account, backend=_BACKEND)
    request.session[PROVED] = True
    UserSession.objects.create_from_request(request)
    return HttpResponseRedirect(settings.LOGIN_REDIRECT_URL, status=303)


def _require_this_computer(request: HttpRequest) -> None:
    """Not in production, not from another computer, and not through a proxy on this one."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    forwarded = "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META
    if not settings.DEMO or forwarded or host not in _HERE or not _is_loopback(request):
        raise Http404


def _is_loopback(request: HttpRequest) -> bool:
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _people() -> list[Named]:
    people: Mapping[str, Named] = import_string(settings.DEMO_PEOPLE)
    return list(people.values())


def _ids() -> set[UUID]:
    return {named.account_id for named in _people()}


def _card(named: Named, towns: Mapping[str, str]) -> Card:
    roles = dict.fromkeys(role for _town, held in named.ties for role in held)
    told = (
        ", ".join(str(Role(role).label) for role in roles),
        ", ".join(towns.get(town, town) for town, _held in named.ties),
        str(named.about),
    )
    return Card(named.account_id, named.name, " · ".join(filter(None, told)))
