"""Many rows at once: COPY into a staging table, then one statement that writes what differs."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from uuid import UUID

from django.db import connection, models, transaction
from psycopg import sql
from psycopg.types.range import Range

from .context import current_tenant
from .models import TenantFact

if TYPE_CHECKING:
    from _typeshed import DataclassInstance as _Dataclass
else:
    _Dataclass = object

Days: TypeAlias = "Range[datetime.date]"
Entry: TypeAlias = _Dataclass

_STAGE: Final = sql.SQL("CREATE TEMPORARY TABLE staging ON COMMIT DROP AS {} WITH NO DATA")
_FILL: Final = sql.SQL("COPY staging ({}) FROM STDIN (FORMAT BINARY)")
_MERGE: Final = sql.SQL(
    "INSERT INTO {table} AS standing ({columns}) SELECT {values} FROM staging"
    " ON CONFLICT ({key}) DO {update} RETURNING xmax = 0, {about}"
)
_UPDATE: Final = sql.SQL("UPDATE SET {sets} WHERE ({old}) IS DISTINCT FROM ({new})")


@dataclass(frozen=True, slots=True)
class Merged:
    """How many rows are new, how many were altered, and whom those rows are about."""

    new: int = 0
    altered: int = 0
    about: frozenset[UUID] = frozenset()


def days(starts_on: datetime.date, ends_on: datetime.date | None = None) -> Days:
    """A span with both days in it; without an end until further notice."""
    return Range(starts_on, ends_on + datetime.timedelta(1) if ends_on else None)


def merge_entries(
    model: type[models.Model], entries: Iterable[Entry], *, about: str = ""
) -> Merged:
    """`merge` for dataclasses whose fields are named as the columns are."""
    rows = list(entries)
    if not rows:
        return Merged()
    columns = [field.name for field in fields(rows[0])]
    return merge(model, columns, map(attrgetter(*columns), rows), about=about)


def merge(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    quiet: Sequence[str] = (),
    about: str = "",
) -> Merged:
    """Inserts rows of new keys, alters those that differ, leaves the rest untouched.

    `quiet` columns are written with the others but are no difference by themselves: ciphertext
    is new each time. `about` names the column with the person. A column that is not given gets
    its model's default in new rows; `version` counts alterations.
    """
    with transaction.atomic():
        _fill(model, columns, rows)
        statement, values = _statement(model, columns, quiet, about)
        with connection.cursor() as cursor:
            cursor.execute("DISCARD PLANS")  # of references, made while their tables were empty
            cursor.execute(statement, values)
            touched = cursor.fetchall()
            cursor.execute("DROP TABLE staging")
    new = sum(is_new for is_new, _ in touched)
    persons = frozenset(person for _, person in touched if person)
    return Merged(new, len(touched) - new, persons)


def _fill(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    names = _names(columns)
    shape = sql.SQL("SELECT {} FROM {}").format(names, sql.Identifier(model._meta.db_table))
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        cursor.execute(_STAGE.format(shape))
        cursor.execute(sql.SQL("SELECT {} FROM staging").format(names))
        types = [column.type_code for column in cursor.description]
        with cursor.copy(_FILL.format(names)) as copy:
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)


def _statement(
    model: type[models.Model], columns: Sequence[str], quiet: Sequence[str], about: str
) -> tuple[sql.Composed, list[Any]]:
    key = _key(model)
    rest = _defaults(model, columns)
    altering = [column for column in columns if column not in key]
    return _MERGE.format(
        table=sql.Identifier(model._meta.db_table),
        columns=_names([*columns, *rest]),
        values=sql.SQL(", ").join([_names(columns), *[sql.Placeholder()] * len(rest)]),
        key=_names(key),
        update=_update(altering, [c for c in altering if c not in quiet], rest),
        about=sql.Identifier("standing", about) if about else sql.NULL,
    ), list(rest.values())


def _update(altering: Sequence[str], telling: Sequence[str], rest: Iterable[str]) -> sql.Composable:
    if not telling:
        return sql.SQL("NOTHING")
    sets: list[sql.Composable] = [
        sql.SQL("{0} = EXCLUDED.{0}").format(sql.Identifier(column)) for column in altering
    ]
    if "version" in rest:
        sets.append(sql.SQL("version = standing.version + 1"))
    return _UPDATE.format(
        sets=sql.SQL(", ").join(sets),
        old=_names(telling, of="standing"),
        new=_names(telling, of="excluded"),
    )


def _key(model: type[models.Model]) -> list[str]:
    key: Any = model._meta.pk
    return [field.column for field in getattr(key, "fields", [key])]


def _defaults(model: type[models.Model], columns: Sequence[str]) -> dict[str, Any]:
    """What new rows hold in the columns that were not given; empty ones need no mention."""
    concrete: Iterable[Any] = model._meta.concrete_fields
    rest = [f for f in concrete if f.column and f.column not in columns]
    values = {f.column: f.get_db_prep_save(f.get_default(), connection) for f in rest}
    if issubclass(model, TenantFact):
        values["tenant_id"] = current_tenant()
    return {column: value for column, value in values.items() if value is not None}


def _names(columns: Sequence[str], *, of: str = "") -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(*([of] if of else []), column) for column in columns)
