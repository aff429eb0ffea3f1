"""What allauth hands to its pages, made by hand, so that each can be looked at without accounts."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from digione.foundation.ui.shell import Destination, Shell

MOMENT = datetime.datetime(2026, 11, 23, 8, 15, tzinfo=datetime.UTC)
NAMES = (
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "account_reset_password",
    "account_change_password",
    "account_set_password",
    "mfa_index",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_login_webauthn",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "usersessions_list",
)


class Everything(forms.Form):
    """Every field that any of the pages shows."""

    login = forms.EmailField()
    email = forms.EmailField()
    password = forms.CharField(widget=forms.PasswordInput)
    oldpassword = forms.CharField(widget=forms.PasswordInput)
    password1 = forms.CharField(widget=forms.PasswordInput, help_text="At least 12 letters.")
    password2 = forms.CharField(widget=forms.PasswordInput)
    code = forms.CharField()
    name = forms.CharField(required=False)
    passwordless = forms.BooleanField(required=False)
    remember = forms.BooleanField(required=False)
    credential = forms.CharField(widget=forms.HiddenInput)
    secret = "JBSWY3DPEHPK3PXP"  # noqa: S105  # shown on the page, opens nothing


class Credential(forms.Form):
    credential = forms.CharField(widget=forms.HiddenInput)


@dataclass(frozen=True)
class Key:
    name: str = "Puhelin"
    pk: int = 1
    created_at: datetime.datetime = MOMENT
    last_used_at: datetime.datetime | None = None
    is_passwordless: bool = True

    def wrap(self) -> Key:
        return self

    def get_unused_codes(self) -> list[str]:
        return ["11111111", "22222222"]


@dataclass(frozen=True)
class Session:
    user_agent: str = "Firefox 140, Linux"
    created_at: datetime.datetime = MOMENT
    ip: str = "192.0.2.7"
    here: bool = False

    def is_current(self) -> bool:
        return self.here


@dataclass(frozen=True)
class Confirmation:
    key: str = "k"


PAGES: dict[str, dict[str, Any]] = {
    "404": {},
    "403": {"exception": "attendance.mark"},
    "403_csrf": {},
    "400": {},
    "405": {},
    "409": {"versions": [{"field": "Aihe", "theirs": "Yhtälöt", "yours": "Yhtälö"}]},
    "429": {},
    "500": {},
    "ui/refused": {"why": "Tunti on suljettu."},
    "account/login": {"PASSKEY_LOGIN_ENABLED": True, "redirect_field": ""},
    "account/logout": {},
    "account/account_inactive": {},
    "account/reauthenticate": {
        "reauthentication_alternatives": [{"url": "/x", "description": "Koodi"}]
    },
    "account/password_reset": {},
    "account/password_reset_done": {},
    "account/password_reset_from_key": {"action_url": "/x"},
    "account/password_reset_from_key_done": {},
    "account/password_change": {},
    "account/password_set": {},
    "account/email_confirm": {
        "confirmation": Confirmation(),
        "can_confirm": True,
        "email": "a@example.fi",
    },
    "account/verification_sent": {},
    "account/signup_closed": {},
    "mfa/authenticate": {
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn"],
        "webauthn_form": Credential(auto_id="webauthn_%s"),
        "js_data": {"request_options": {}},
    },
    "mfa/reauthenticate": {},
    "mfa/index": {
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "authenticators": {"webauthn": [Key()], "recovery_codes": Key()},
        "is_mfa_enabled": True,
        "MFA_RECOVERY_CODES_SHOW_ONCE": False,
    },
    "mfa/totp/activate_form": {"totp_svg_data_uri": "data:image/svg+xml;base64,PHN2Zy8+"},
    "mfa/totp/deactivate_form": {},
    "mfa/webauthn/add_form": {"js_data": {"creation_options": {}}},
    "mfa/webauthn/authenticator_list": {"authenticators": [Key()]},
    "mfa/webauthn/authenticator_confirm_delete": {"authenticator": Key()},
    "mfa/webauthn/edit_form": {},
    "mfa/webauthn/reauthenticate": {
        "form": Credential({}),
        "js_data": {"request_options": {}},
    },
    "mfa/recovery_codes/index": {
        "unused_codes": ["11111111", "22222222"],
        "can_view_codes": True,
        "can_download_codes": True,
        "can_generate_codes": True,
        "MFA_RECOVERY_CODES_SHOW_ONCE": True,
    },
    "mfa/recovery_codes/generate": {"unused_code_count": 2},
    "usersessions/usersession_list": {
        "sessions": [Session(here=True), Session()],
        "session_count": 2,
    },
}


def page(request: HttpRequest, name: str) -> HttpResponse:
    """A page as a reader sees it; `?refused` shows its form sent back."""
    form = Everything({}) if "refused" in request.GET else Everything()
    request.shell = Shell(  # type: ignore[attr-defined]
        person="Minna Virtanen",
        nav=(Destination(text="Työpöytä", url="/", icon="house", current=True),),
        sign_out="/x",
        demo="/x",
    )
    return render(request, f"{name}.html", {"form": form, **PAGES[name]})


def _nothing(request: HttpRequest, **parts: object) -> HttpResponse:
    return HttpResponse()


urlpatterns: list[URLPattern] = [
    *(path(f"x/{name}", _nothing, name=name) for name in NAMES),
    path("x/confirm/<key>", _nothing, name="account_confirm_email"),
    path("x/edit/<pk>", _nothing, name="mfa_edit_webauthn"),
    path("x/remove/<pk>", _nothing, name="mfa_remove_webauthn"),
    path("doors/<path:name>", page),
]
