"""Where allauth asks us: nobody signs up by themselves, and secrets lie sealed."""

from __future__ import annotations

import base64
import logging
from typing import TYPE_CHECKING, Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from digione.foundation.sealing import seal_nationally, unseal_nationally

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

_LOG: Final = logging.getLogger("digione.mail")
BOND: Final = "mfa.secret"  # what the sealed secrets are bound to


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come by invitation."""
        return False

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """What is done already is not undone in the reader's eyes by a mail server that is away."""
        try:
            super().send_notification_mail(template_prefix, user, context, email)
        except OSError:
            _LOG.warning("no notice sent: the mail server took no letter")


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """TOTP secrets and the seeds of recovery codes, which allauth keeps as text in JSON."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal_nationally(text, field=BOND)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal_nationally(base64.b64decode(encrypted_text), field=BOND)

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, object]:
        """The address alone: an account knows no name, and the device shows what we give it."""
        entity: dict[str, object] = super().get_public_key_credential_user_entity(user)
        return {**entity, "display_name": entity["name"]}
