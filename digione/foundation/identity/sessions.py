"""Django's sessions in the database, read by a statement that is written down."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.sessions.backends import db
from django.db import connection

_OPEN: Final = """
SELECT session_data FROM django_session WHERE session_key = %(key)s AND expire_date > now()
"""


class SessionStore(db.SessionStore):
    """The setting SESSION_ENGINE names this module. Only the reading differs."""

    def load(self) -> dict[str, Any]:
        """Every request does this; nothing is kept beside the row, so a revoked one is over."""
        with connection.cursor() as cursor:
            cursor.execute(_OPEN, {"key": self.session_key})
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        return dict(self.decode(found[0]))
