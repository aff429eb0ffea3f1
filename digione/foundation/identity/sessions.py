"""Django's sessions in the database, read by a statement that is written down."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.sessions.backends import db

from digione.foundation.tenancy import ask

_OPEN: Final = """
SELECT session_data FROM django_session WHERE session_key = %(key)s AND expire_date > now()
"""


class SessionStore(db.SessionStore):
    """The setting SESSION_ENGINE names this module. Only the reading differs."""

    def load(self) -> dict[str, Any]:
        """Every request does this; nothing is kept beside the row, so a revoked one is over."""
        for (data,) in ask(_OPEN, {"key": self.session_key}):
            return dict(self.decode(data))
        self._session_key = None
        return {}
