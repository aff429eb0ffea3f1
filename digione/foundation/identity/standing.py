"""Whether a session may go on: somebody's still, young enough, and with the factors it needs."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.translation import gettext as _

from .limits import limit_of, needs_second_factor
from .models import Account
from .rows import TieRow

PROVED: Final = "second_factor"  # set up in this very session, or the demo's chooser
_BEGAN, _SEEN = "began", "seen"
_WRITTEN_EVERY: Final = 60  # seconds; else every request would write its session
_SETTING_UP: Final = frozenset({"mfa_activate_totp", "mfa_add_webauthn"})
_WITHOUT_FACTOR: Final = _SETTING_UP | {
    "mfa_index",
    "account_logout",
    "account_reauthenticate",
    "mfa_view_recovery_codes",
    "ui:language",
    "ui:scheme",
}


class StandingMiddleware:
    """Stands inside the one that finds the ties, so that the end of a role acts at once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not isinstance(request.user, Account):
            return self.get_response(request)
        ties: tuple[TieRow, ...] = getattr(request, "ties", ())
        if not ties:
            return _end(request, _("You have no role here any more, so you were signed out."))
        if _is_over(request, ties):
            return _end(request, _("You were away for long, so you were signed out."))
        speak(request, request.user)
        roles = [tie.role for tie in ties]
        if needs_second_factor(roles) and not _has_proved(request):
            return self._without_factor(request)
        proved = _proofs(request)
        response = self.get_response(request)
        if _proofs(request) > proved:
            _renew(request)
        return response

    def _without_factor(self, request: HttpRequest) -> HttpResponseBase:
        """Only the pages that set one up are open; whoever has one already signs in with it."""
        name = _name_of(request)
        if name not in _WITHOUT_FACTOR:
            if _owns_factor(request):
                return _end(request, _("Sign in with your second factor."))
            messages.info(request, _("Set up a second factor first: your work needs it."))
            return HttpResponseRedirect(reverse("mfa_index"))
        response = self.get_response(request)
        if name in _SETTING_UP and response.status_code == 302 and _owns_factor(request):  # noqa: PLR2004
            request.session[PROVED] = True
            _renew(request)
        return response


def speak(request: HttpRequest, account: Account) -> None:
    """The account's language wins over the browser's."""
    if account.language and account.language != translation.get_language():
        translation.activate(account.language)
        request.LANGUAGE_CODE = account.language


def _is_over(request: HttpRequest, ties: tuple[TieRow, ...]) -> bool:
    limit, now = limit_of(tie.role for tie in ties), int(time.time())
    began = request.session.setdefault(_BEGAN, now)
    seen = request.session.get(_SEEN, now)
    if now - began > limit.whole or now - seen > limit.idle:
        return True
    if _SEEN not in request.session or now - seen > _WRITTEN_EVERY:
        request.session[_SEEN] = now
    return False


def _proofs(request: HttpRequest) -> int:
    """How often whoever is signed in has proved who they are."""
    if request.method != "POST" or not isinstance(request.user, Account):
        return 0
    return len(get_authentication_records(request, request.user))


def _renew(request: HttpRequest) -> None:
    """A session that may do more gets another key: who knew the old one has nothing by it."""
    old = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)


def _has_proved(request: HttpRequest) -> bool:
    if request.session.get(PROVED):
        return True
    records = get_authentication_records(request, request.user)
    return "mfa" in {record["method"] for record in records}


def _owns_factor(request: HttpRequest) -> bool:
    own = Authenticator.objects.filter(user_id=request.user.id)
    return bool(own.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def _name_of(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


def _end(request: HttpRequest, why: str) -> HttpResponseBase:
    path = request.get_full_path() if request.method == "GET" else settings.LOGIN_REDIRECT_URL
    auth.logout(request)
    messages.info(request, why)
    return redirect_to_login(path, resolve_url(settings.LOGIN_URL))
