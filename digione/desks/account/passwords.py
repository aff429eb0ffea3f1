"""The page that asks for a new password, and what it says while no letter can leave."""

from __future__ import annotations

from typing import cast

from allauth.account.views import password_reset
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _


def ask(request: HttpRequest) -> HttpResponse:
    """Alike for known and unknown addresses: both are sent a letter, or neither."""
    try:
        return cast("HttpResponse", password_reset(request))
    except OSError:
        text = _(
            "The letter could not be sent just now. Nothing has changed: try again in a while."
        )
        messages.error(request, text)
        return redirect("account_reset_password")
