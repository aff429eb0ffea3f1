"""Where the link of an invitation leads: making an account, or joining one that stands."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.views import redirect_to_login
from django.db import IntegrityError, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from digione.foundation.access import Actor, Open, Request, acting, page
from digione.foundation.identity.models import Account, Tenant
from digione.school.people import public as people

_NOBODY: Final = UUID(int=0)


class NewPassword(forms.Form):
    password = forms.CharField(
        label=gettext_lazy("Choose a password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy(
            "At least 12 characters. A few words in a row are easy to remember."
        ),
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


@page(Open.ANYONE)
def invitation(request: Request, provider: str, code: str) -> HttpResponse:
    """The code is the right, so nobody needs to be known yet."""
    tenant = get_object_or_404(Tenant, slug=provider)
    with acting(Actor(tenant.id, _NOBODY, frozenset(), name="invitation")) as actor:
        offer = people.offer_of(actor, code=code)
        if offer is None:
            values = {"tenant": tenant, "accepted": people.was_accepted(actor, code=code)}
            return render(request, "account/invitation_over.html", values, status=410)
        if isinstance(request.user, Account):
            return _joining(request, actor, tenant, (code, request.user))
        if Account.objects.filter(email=offer.email).exists():
            return _to_join(request)
        return _making(request, actor, tenant, (code, offer.email))


def _to_join(request: Request) -> HttpResponse:
    messages.info(request, _("You have an account already. Sign in to join it."))
    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)


def _joining(
    request: Request, actor: Actor, tenant: Tenant, joined: tuple[str, Account]
) -> HttpResponse:
    code, account = joined
    if request.method != "POST":
        return render(request, "account/invitation.html", {"tenant": tenant, "form": None})
    people.accept_invitation(actor, code=code, account_id=account.id)
    messages.success(request, _("%(name)s is on your start page now.") % {"name": tenant.names})
    return HttpResponseRedirect(settings.LOGIN_REDIRECT_URL, status=303)


def _making(
    request: Request, actor: Actor, tenant: Tenant, invited: tuple[str, str]
) -> HttpResponse:
    code, email = invited
    form = NewPassword(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        values = {"tenant": tenant, "form": form, "email": email}
        status = 422 if form.errors else 200
        return render(request, "account/invitation.html", values, status=status)
    try:
        with transaction.atomic():
            account = Account.objects.create_user(email, form.cleaned_data["password"])
    except IntegrityError:  # the same form, sent twice at once
        return _to_join(request)
    people.accept_invitation(actor, code=code, account_id=account.id)
    # Who just chose a password is not asked for it again before the second factor.
    record_authentication(request, account, method="password", reauthenticated=True)
    response: HttpResponse = perform_login(request, account)
    return response
