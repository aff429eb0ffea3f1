"""How an account is found again at every request: by a statement that is written down."""

from __future__ import annotations

from typing import Any, Final

from allauth.account.auth_backends import AuthenticationBackend

from digione.foundation.tenancy import ask

from .models import Account

_COLUMNS: Final = tuple(field.attname for field in Account._meta.concrete_fields)
_FOUND: Final = f"""
SELECT {", ".join(_COLUMNS)} FROM identity_account WHERE id = %(id)s AND is_active
"""  # noqa: S608  # the names of our own columns


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]
    """Signs in as allauth does."""

    def get_user(self, user_id: Any) -> Account | None:
        for row in ask(_FOUND, {"id": user_id}):
            return Account.from_db("default", _COLUMNS, row)
        return None
