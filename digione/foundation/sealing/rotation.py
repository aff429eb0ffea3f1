"""Seals values anew with the newest key: batch by batch, while everything is in use."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.db import connection, models

from digione.foundation.tenancy import current_tenant, inside

from .field import SealedField
from .seal import blind_index, newest_key, seal, unseal

_FIRST: Final = UUID(int=0)
_BATCH: Final = 500  # rows; each batch is a transaction, so readers and writers wait for little


def sealed_columns() -> list[SealedField]:
    """Every sealed column of the house."""
    fields = (field for model in apps.get_models() for field in model._meta.get_fields())
    return [field for field in fields if isinstance(field, SealedField)]


def rotate(tenant_id: int, *, batch: int = _BATCH) -> Generator[int, None, None]:
    """Goes on where an interrupted run stopped; tells after each batch how many values it sealed.

    When it has ended for every municipality, the old key may leave the key store.
    """
    for column in sealed_columns():
        after: UUID | None = _FIRST
        while after is not None:
            with inside(tenant_id, actor="operator:rotation", purpose="operation"):
                rows = _old_rows(column, after, batch)
                if rows:
                    _seal_anew(column, rows)
            after = rows[-1].id if rows else None
            if rows:
                yield len(rows)


def _old_rows(column: SealedField, after: UUID, batch: int) -> list[Any]:
    """A row that somebody is changing now is waited for: it may be about to keep the old key."""
    key = models.Func(
        models.F(column.name), 0, function="get_byte", output_field=models.IntegerField()
    )
    standing = column.model._default_manager.filter(
        **{f"{column.name}__isnull": False}, id__gt=after
    )
    old = standing.annotate(sealed_by=key).exclude(sealed_by=newest_key())
    return list(old.order_by("id").select_for_update()[:batch])


def _seal_anew(column: SealedField, rows: list[Any]) -> None:
    """One statement a batch, joined by id: a CASE for each row costs the square of the batch."""
    ids, values, indexes = zip(*(_anew(column, row) for row in rows), strict=True)
    name = connection.ops.quote_name
    also = f", {name(column.index)} = anew.index" if column.index else ""
    statement = (
        f"UPDATE {name(column.model._meta.db_table)} t"  # noqa: S608  our own columns' names
        f" SET {name(column.name)} = anew.value{also}"
        " FROM unnest(%s::uuid[], %s::bytea[], %s::bytea[]) AS anew(id, value, index)"
        " WHERE t.tenant_id = %s AND t.id = anew.id"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(ids), list(values), list(indexes), current_tenant()])


def _anew(column: SealedField, row: Any) -> tuple[UUID, bytes, bytes | None]:
    about = getattr(row, column.about)
    field = getattr(row, column.kind) if column.kind else column.name
    text = unseal(getattr(row, column.name), about=about, field=field)
    index = blind_index(text, field=field) if column.index else None
    return row.id, seal(text, about=about, field=field), index
