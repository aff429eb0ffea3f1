"""What is said where no database answers."""

from __future__ import annotations

import psycopg

from digione.config.database.addresses import Addresses
from digione.config.refusal import Refusal


class Unreachable(Refusal):
    """No database answers that DigiOne could work with."""

    @classmethod
    def at(cls, at: Addresses, error: psycopg.OperationalError) -> Unreachable:
        why = str(error).strip().splitlines()[0]
        return cls(
            f"No database answers at {at.server} ({why}). Check that the server runs, and host, "
            "port, role and password in DATABASE_URL; python -m digione doctor says what is amiss."
        )
