"""How an account is found again at every request: by a statement that is written down."""

from __future__ import annotations

from typing import Any, Final

from allauth.account.auth_backends import AuthenticationBackend

from digione.foundation.tenancy import ask

from .models import Account
from .ties import TIES, asked_today, tie_row

_COLUMNS: Final = tuple(field.attname for field in Account._meta.concrete_fields)
_FOUND: Final = f"""
SELECT {", ".join(f"account.{column}" for column in _COLUMNS)}, tie.*
FROM identity_account account LEFT JOIN LATERAL ({TIES}) AS tie ON true
WHERE account.id = %(account)s AND account.is_active ORDER BY tie.tenant, tie.role
"""  # noqa: S608  # the names of our own columns


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]
    """Signs in as allauth does."""

    def get_user(self, user_id: Any) -> Account | None:
        """Today's ties come along: every request asks for them next."""
        rows = ask(_FOUND, asked_today(user_id))
        if not rows:
            return None
        own = len(_COLUMNS)
        account: Account = Account.from_db("default", _COLUMNS, rows[0][:own])
        account.ties = tuple(tie_row(row[own:]) for row in rows if row[own])
        return account
