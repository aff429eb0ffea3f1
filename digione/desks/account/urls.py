"""allauth's pages one by one, each with its permission; what is not named here does not exist."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as sessions
from django.conf import settings
from django.urls import URLPattern, path, re_path

from digione.foundation.access import Open, page

from . import demo, invitations, passwords

_View = Callable[..., Any]


def _open(address: str, view: _View, name: str) -> URLPattern:
    return path(address, page(Open.ANYONE)(view), name=name)


def _own(address: str, view: _View, name: str) -> URLPattern:
    return path(address, page(Open.SIGNED_IN)(view), name=name)


urlpatterns = [
    _open("account/login/", account.login, "account_login"),
    _open("account/passkey/", webauthn.login_webauthn, "mfa_login_webauthn"),
    _open("account/second-factor/", mfa.authenticate, "mfa_authenticate"),
    _open("account/logout/", account.logout, "account_logout"),
    _open("account/inactive/", account.account_inactive, "account_inactive"),
    _open("account/signup/", account.signup, "account_signup"),
    _open("account/password/reset/", passwords.ask, "account_reset_password"),
    _open(
        "account/password/reset/sent/", account.password_reset_done, "account_reset_password_done"
    ),
    re_path(
        r"^account/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        page(Open.ANYONE)(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    _open(
        "account/password/reset/done/",
        account.password_reset_from_key_done,
        "account_reset_password_from_key_done",
    ),
    _own("account/password/change/", account.password_change, "account_change_password"),
    _own("account/password/set/", account.password_set, "account_set_password"),
    _own("account/reauthenticate/", account.reauthenticate, "account_reauthenticate"),
    _own("account/security/", mfa.index, "mfa_index"),
    _own("account/security/reauthenticate/", mfa.reauthenticate, "mfa_reauthenticate"),
    _own("account/security/app/", totp.activate_totp, "mfa_activate_totp"),
    _own("account/security/app/remove/", totp.deactivate_totp, "mfa_deactivate_totp"),
    _own("account/security/codes/", codes.view_recovery_codes, "mfa_view_recovery_codes"),
    _own(
        "account/security/codes/new/", codes.generate_recovery_codes, "mfa_generate_recovery_codes"
    ),
    _own(
        "account/security/codes/file/",
        codes.download_recovery_codes,
        "mfa_download_recovery_codes",
    ),
    _own("account/security/keys/", webauthn.list_webauthn, "mfa_list_webauthn"),
    _own("account/security/keys/add/", webauthn.add_webauthn, "mfa_add_webauthn"),
    _own(
        "account/security/keys/reauthenticate/",
        webauthn.reauthenticate_webauthn,
        "mfa_reauthenticate_webauthn",
    ),
    _own("account/security/keys/<int:pk>/remove/", webauthn.remove_webauthn, "mfa_remove_webauthn"),
    _own("account/security/keys/<int:pk>/edit/", webauthn.edit_webauthn, "mfa_edit_webauthn"),
    _own("account/sessions/", sessions.list_usersessions, "usersessions_list"),
    path(
        "invitation/<slug:provider>/<str:code>/", invitations.invitation, name="account_invitation"
    ),
]
if settings.DEMO:
    urlpatterns += [
        path("demo/", demo.chooser, name="demo"),
        path("demo/<uuid:account_id>/", demo.sign_in, name="demo_sign_in"),
    ]
