"""The e-mail of an invitation: where to go, and nothing about anybody."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from digione.foundation.identity.models import Tenant
from digione.foundation.tenancy import current_tenant


@dataclass(frozen=True, slots=True)
class Letter:
    to: str
    language: str
    code: str

    @property
    def link(self) -> str:
        """Whoever has it has the invitation."""
        parts = {"provider": _tenant().slug, "code": self.code}
        return str(settings.PUBLIC_ADDRESS + reverse("account_invitation", kwargs=parts))


def post(letter: Letter) -> None:
    """Leaves when the transaction has committed; a code that was undone reaches nobody."""
    with override(letter.language):
        subject = _("Your invitation to DigiOne")
        text = _(
            "%(municipality)s invites you to DigiOne, where home and school keep in touch.\n\n"
            "Open the link and make your account. The link works for 14 days and only once.\n\n"
            "%(link)s\n\n"
            "If you do not know what this is about, you can delete this message."
        ) % {"municipality": _tenant().names.read(letter.language), "link": letter.link}
    transaction.on_commit(lambda: send_mail(subject, text, None, [letter.to]))


def _tenant() -> Tenant:
    return Tenant.objects.get(id=current_tenant())
