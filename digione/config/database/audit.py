"""Whether the audit's partitions of the months to come are there."""

from __future__ import annotations

import psycopg

from digione.foundation.audit import months

_REMEDY = "python -m digione migrate, with DATABASE_OWNER_URL, makes them."


def trouble(database: psycopg.Connection) -> str:
    """What is amiss and what to do about it, or nothing."""
    with database.cursor() as cursor:
        lacking = months.missing(cursor, months.months_from(months.now(), months.SOON))
    if lacking:
        names = ", ".join(months.name_of(table, month) for table, month in lacking)
        return f"The audit has no partition {names}: {_REMEDY}"
    return ""
