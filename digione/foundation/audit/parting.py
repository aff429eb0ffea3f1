"""What the owner of the tables does to part them: statements, each table behind its wall."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from digione.foundation.tenancy.constraints import isolation_sql

from . import months

_REFERENCE = "audit_about_event_same_tenant"
_REFER = (
    f"ALTER TABLE audit_about ADD CONSTRAINT {_REFERENCE} FOREIGN KEY (tenant_id, event_id)"
    " REFERENCES audit_event (tenant_id, id)"
)
_FORGET = f"ALTER TABLE audit_about DROP CONSTRAINT IF EXISTS {_REFERENCE}"
_PARTITIONS = "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = to_regclass(%s)"
_INDEXES = {
    "audit_event": ["CREATE INDEX audit_by_actor ON audit_event (tenant_id, actor_id, id)"],
    "audit_about": [
        "CREATE INDEX audit_about_tenant__54802c_idx ON audit_about (tenant_id, event_id)"
    ],
}
_TAKE = (
    (
        "CREATE TEMPORARY TABLE {name}_moving ON COMMIT DROP AS"
        " SELECT * FROM {rest} WHERE {key} >= '{low}' AND {key} < '{high}'"
    ),
    "DELETE FROM {rest} WHERE {key} >= '{low}' AND {key} < '{high}'",
)
_PUT = (
    "ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY",
    "INSERT INTO {name} SELECT * FROM {name}_moving",
    "ALTER TABLE {name} FORCE ROW LEVEL SECURITY",
)
_PRIMARY = {"audit_event": "tenant_id, id", "audit_about": "tenant_id, person_id, event_id"}


def make_months(connection: BaseDatabaseWrapper, number: int = months.AHEAD) -> list[str]:
    """Makes what is missing of this month and the next ones; returns the partitions' names.

    Rows that fell among the rest meanwhile move into their months.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        wanted = months.missing(cursor, months.months_from(months.now(), number))
        moving = bool(wanted) and bool(months.overflowing(cursor))
        for statement in _made(wanted, moving=moving, partitions=_partitions(connection)):
            cursor.execute(statement)
    return [months.name_of(table, month) for table, month in wanted]


def part(connection: BaseDatabaseWrapper) -> None:
    """Puts parted tables in the place of plain ones, whose rows stay as their first partition."""
    with connection.cursor() as cursor:
        until = _end_of_what_is_there(connection)
        cursor.execute(_FORGET)
        for table in months.KEYS:
            for statement in _parted(table, until):
                cursor.execute(statement)
        cursor.execute(_REFER)
        for table in _partitions(connection):
            cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def _parted(table: str, until: datetime.date | None) -> Iterator[str]:
    key, old = months.KEYS[table], f"{table}_until"
    yield f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} RENAME TO {old}"
    yield f"ALTER TABLE {old} RENAME CONSTRAINT {table}_pkey TO {old}_pkey"
    for index in _INDEXES[table]:
        name = index.split()[2]
        yield f"ALTER INDEX {name} RENAME TO {name}_until"
    yield f"CREATE TABLE {table} (LIKE {old} INCLUDING DEFAULTS) PARTITION BY RANGE ({key})"
    yield f"ALTER TABLE {table} ADD CONSTRAINT {table}_pkey PRIMARY KEY ({_PRIMARY[table]})"
    yield from _INDEXES[table]
    yield isolation_sql(table, f"{table}_tenant", forced=False)
    yield f"REVOKE UPDATE, DELETE ON {table} FROM app_rw"
    if until is None:
        yield f"DROP TABLE {old}"
    else:
        low = months.lowest_of(until)
        yield f"ALTER TABLE {table} ATTACH PARTITION {old} FOR VALUES FROM (MINVALUE) TO ('{low}')"
        yield f"REVOKE ALL ON {old} FROM app_rw"
    yield from _partition(table, months.rest_of(table), "DEFAULT")


def _partition(table: str, name: str, bounds: str) -> Iterator[str]:
    """Behind a wall of its own, and open to the application through its table alone."""
    yield f"CREATE TABLE {name} PARTITION OF {table} {bounds}"
    yield isolation_sql(name, f"{name}_tenant")
    yield f"REVOKE ALL ON {name} FROM app_rw"


def _made(
    wanted: Iterable[tuple[str, datetime.date]], *, moving: bool, partitions: list[str]
) -> Iterator[str]:
    """The owner sees no tenant's rows; to move them, walls hold all but the owner for a moment."""
    if moving:
        yield _FORGET
        yield from (f"ALTER TABLE {one} NO FORCE ROW LEVEL SECURITY" for one in partitions)
    for table, month in wanted:
        yield from _month(table, month, moving=moving)
    if moving:
        yield _REFER
        yield from (f"ALTER TABLE {one} FORCE ROW LEVEL SECURITY" for one in partitions)


def _month(table: str, month: datetime.date, *, moving: bool) -> Iterator[str]:
    name, rest, key = months.name_of(table, month), months.rest_of(table), months.KEYS[table]
    low, high = months.lowest_of(month), months.lowest_of(months.following(month))
    parts = {"name": name, "rest": rest, "key": key, "low": low, "high": high}
    if moving:
        yield from (statement.format(**parts) for statement in _TAKE)
    yield from _partition(table, name, f"FOR VALUES FROM ('{low}') TO ('{high}')")
    if moving:
        yield from (statement.format(**parts) for statement in _PUT)


def _end_of_what_is_there(connection: BaseDatabaseWrapper) -> datetime.date | None:
    """The month after the newest event and after this one; None where there is no event at all."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event NO FORCE ROW LEVEL SECURITY")
        cursor.execute("SELECT id FROM audit_event ORDER BY id DESC LIMIT 1")
        newest: list[tuple[UUID]] = cursor.fetchall()
    if not newest:
        return None
    return months.following(months.moment_of(max(newest[0][0], months.now())).date())


def _partitions(connection: BaseDatabaseWrapper) -> list[str]:
    with connection.cursor() as cursor:
        found: list[str] = []
        for table in months.KEYS:
            cursor.execute(_PARTITIONS, [table])
            found += [table, *(name for (name,) in cursor.fetchall())]
        return found
