"""The audit's tables lie in partitions, one for each month; the owner makes them ahead.

Both are parted by the event's id, which begins with its moment (UUIDv7). What has no month yet
falls into a partition for the rest, so that no write ever fails.
"""

from __future__ import annotations

import datetime
import re
import time
from collections.abc import Iterable, Iterator
from typing import Any, Final, Protocol
from uuid import UUID

KEYS: Final = {"audit_event": "id", "audit_about": "event_id"}
AHEAD: Final = 6  # months that set-up keeps ready, this one among them
SOON: Final = 2  # this month and the next: what must be there
_BOUNDS: Final = """
SELECT pg_get_expr(c.relpartbound, c.oid) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent = to_regclass(%s)
"""
_FILLED: Final = "SELECT coalesce(pg_relation_size(to_regclass(%s)), 0) > 0"
_RANGE: Final = re.compile(r"FROM \((MINVALUE|'[^']+')\) TO \('([^']+)'\)")
_FIRST: Final = UUID(int=0)


class Cursor(Protocol):
    """What a cursor of Django and one of psycopg have in common."""

    def execute(self, query: Any, params: Any = None) -> Any: ...

    def fetchall(self) -> list[Any]: ...


def now() -> UUID:
    """No event made from now on has a lower id: the computer's clock tells, as for `uuid7`."""
    return UUID(int=(time.time_ns() // 1_000_000) << 80)


def moment_of(event_id: UUID) -> datetime.datetime:
    return datetime.datetime.fromtimestamp((event_id.int >> 80) / 1000, datetime.UTC)


def lowest_of(month: datetime.date) -> UUID:
    """No event of the month has a lower id."""
    began = datetime.datetime(month.year, month.month, 1, tzinfo=datetime.UTC)
    return UUID(int=int(began.timestamp() * 1000) << 80)


def following(month: datetime.date) -> datetime.date:
    return (month.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)


def months_from(event_id: UUID, number: int) -> Iterator[datetime.date]:
    """The month that the id was made in, and those after it."""
    month = moment_of(event_id).date().replace(day=1)
    for _ in range(number):
        yield month
        month = following(month)


def name_of(table: str, month: datetime.date) -> str:
    return f"{table}_{month:%Y_%m}"


def rest_of(table: str) -> str:
    return f"{table}_rest"


def missing(cursor: Cursor, months: Iterable[datetime.date]) -> list[tuple[str, datetime.date]]:
    """Tables and months that no partition of their own awaits."""
    wanted = list(months)
    found = []
    for table in KEYS:
        spans = list(_spans(cursor, table))
        found += [(table, one) for one in wanted if not _is_in(lowest_of(one), spans)]
    return found


def overflowing(cursor: Cursor) -> list[str]:
    """Tables of which something lies among the rest."""
    found = []
    for table in KEYS:
        cursor.execute(_FILLED, [rest_of(table)])
        ((filled,),) = cursor.fetchall()
        found += [table] if filled else []
    return found


def _spans(cursor: Cursor, table: str) -> Iterator[tuple[UUID, UUID]]:
    cursor.execute(_BOUNDS, [table])
    for (bound,) in cursor.fetchall():
        if span := _RANGE.search(str(bound)):
            low, high = span.groups()
            yield _FIRST if low == "MINVALUE" else UUID(low.strip("'")), UUID(high)


def _is_in(event_id: UUID, spans: Iterable[tuple[UUID, UUID]]) -> bool:
    return any(low <= event_id < high for low, high in spans)
