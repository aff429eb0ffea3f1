"""The reader's own settings of the pages: language, and light or dark."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST

from digione.foundation.access import Open, Request, page
from digione.foundation.identity.models import Account

from .shell import SCHEME_COOKIE, SCHEMES

_KEPT = timedelta(days=365)


@page(Open.ANYONE)
@require_POST
def choose_language(request: Request) -> HttpResponse:
    chosen = request.POST.get("language", "")
    known = chosen in dict(settings.LANGUAGES) and check_for_language(chosen)
    if known:
        _keep(request, language=chosen)
    return _remember(request, settings.LANGUAGE_COOKIE_NAME, chosen if known else "")


@page(Open.ANYONE)
@require_POST
def choose_scheme(request: Request) -> HttpResponse:
    chosen = request.POST.get("scheme", "")
    if chosen in SCHEMES:
        _keep(request, theme=chosen)
    return _remember(request, SCHEME_COOKIE, chosen if chosen in SCHEMES else "")


def _keep(request: HttpRequest, **chosen: str) -> None:
    """With the account, so that it follows its owner to every device."""
    account = getattr(request, "user", None)
    if isinstance(account, Account):
        Account.objects.filter(id=account.id).update(**chosen)


def _remember(request: HttpRequest, cookie: str, value: str) -> HttpResponse:
    response = HttpResponseRedirect(_back(request), status=303)
    if value:
        response.set_cookie(
            cookie,
            value,
            max_age=_KEPT,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response


def _back(request: HttpRequest) -> str:
    """The page the reader came from, if it is ours."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours and wanted.startswith("/") else "/"
