"""Statements that nobody would review: raw ones without a tenant, and queries of the ORM."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q

from digione.foundation.tenancy import TenantFact, TenantForeignKey

Rows = dict[type[TenantFact], list[TenantFact]]


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL text, or a function that asks the ORM; `counts` is the table whose rows it counts."""

    sql: str = ""
    ask: Callable[[], Any] | None = None
    counts: type[TenantFact] | None = None


class Writer:
    """Makes statements about the tables of `rows`, the same ones for the same seed."""

    def __init__(self, rows: Rows, seed: int) -> None:
        self.rows, self.tables = rows, list(rows)
        self.decks: dict[bool, list[type[TenantFact]]] = {True: [], False: []}
        self.is_raw = True
        self.random = random.Random(seed)  # noqa: S311 repeatable
        direct = [self._plain, self._window, self._grouped, self._counted, self._changed]
        through = [self._joined, self._nested, self._union, self._lateral, self._removed]
        self.raw = [*direct, *direct, *direct, *through]  # a join may hide a fallen wall
        self.orm = [self._filtered, self._related, self._annotated, self._existing]
        self.orm += [self._valued, self._combined, self._updated, self._aggregated]

    def statement(self) -> Statement:
        self.is_raw = not self.is_raw
        return self.random.choice(self.raw if self.is_raw else self.orm)()

    # Raw statements

    def _plain(self) -> Statement:
        table = self._table()
        where = self.random.choice(["", f" WHERE {self._condition(table)}"])
        tail = self.random.choice(
            ["", " LIMIT 30", f" ORDER BY {self._column(table)} DESC LIMIT 30"]
        )
        return Statement(f"SELECT * FROM {self._name(table)}{where}{tail}")

    def _joined(self) -> Statement:
        table, field = self._reference()
        to = field.related_model._meta.db_table
        kind = self.random.choice(["JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"])
        return Statement(
            f"SELECT a.*, b.* FROM {self._name(table)} a {kind} {to} b"
            f" ON b.id = a.{field.column} LIMIT 20"
        )

    def _nested(self) -> Statement:
        table, field = self._reference()
        to = field.related_model._meta.db_table
        word = self.random.choice(["IN", "NOT IN"])
        return Statement(
            f"SELECT * FROM {to} WHERE id {word}"
            f" (SELECT {field.column} FROM {self._name(table)} WHERE {field.column} IS NOT NULL)"
        )

    def _union(self) -> Statement:
        one, two = self._table(), self._table()
        word = self.random.choice(["UNION", "UNION ALL", "EXCEPT"])
        return Statement(
            f"SELECT to_jsonb(x)::text FROM {self._name(one)} x"
            f" {word} SELECT to_jsonb(x)::text FROM {self._name(two)} x"
        )

    def _window(self) -> Statement:
        table = self._table()
        return Statement(
            f"WITH w AS (SELECT *, row_number() OVER (ORDER BY {self._column(table)}) AS n"
            f" FROM {self._name(table)}) SELECT * FROM w WHERE n <= 30"
        )

    def _grouped(self) -> Statement:
        table = self._table()
        column = self._column(table)
        return Statement(
            f"SELECT {column}, array_agg(tenant_id) FROM {self._name(table)} GROUP BY 1"
        )

    def _counted(self) -> Statement:
        table = self._table()
        return Statement(f"SELECT count(*) FROM {self._name(table)}", counts=table)

    def _changed(self) -> Statement:
        table = self._table()
        column = self._column(table)
        return Statement(f"UPDATE {self._name(table)} SET {column} = {column} RETURNING *")

    def _removed(self) -> Statement:
        table = self.random.choice(self.tables[-12:])
        return Statement(f"DELETE FROM {self._name(table)} RETURNING *")

    def _lateral(self) -> Statement:
        table, field = self._reference()
        to = field.related_model._meta.db_table
        return Statement(
            f"SELECT b.* FROM {to} b, LATERAL (SELECT 1 FROM {self._name(table)} a"
            f" WHERE a.{field.column} = b.id LIMIT 1) x"
        )

    # Queries of the ORM

    def _filtered(self) -> Statement:
        table, condition = self._wish()
        return Statement(ask=lambda: list(table._default_manager.filter(condition)[:20]))

    def _related(self) -> Statement:
        table, field = self._reference()
        fetch = self.random.choice(["select_related", "prefetch_related"])
        return Statement(
            ask=lambda: [
                (row, getattr(row, field.name))
                for row in getattr(table._default_manager.all(), fetch)(field.name)
            ]
        )

    def _annotated(self) -> Statement:
        table, field = self._reference()
        return Statement(
            ask=lambda: list(
                table._default_manager.values(field.attname).annotate(n=Count("tenant_id"))
            )
        )

    def _existing(self) -> Statement:
        table, field = self._reference()
        inner = table._default_manager.filter(**{field.attname: OuterRef("id")})
        to = field.related_model
        wish = Exists(inner) if self.random.random() < 0.7 else ~Exists(inner)  # noqa: PLR2004
        return Statement(ask=lambda: list(to._default_manager.filter(wish)))

    def _valued(self) -> Statement:
        table, condition = self._wish()
        return Statement(ask=lambda: list(table._base_manager.exclude(condition).values()))

    def _combined(self) -> Statement:
        table, one = self._wish()
        two = self._lookup(table)
        return Statement(ask=lambda: list(table._default_manager.filter(one | two).order_by("pk")))

    def _updated(self) -> Statement:
        table = self._table()
        name = self._field(table).attname
        return Statement(ask=lambda: table._default_manager.update(**{name: F(name)}), counts=table)

    def _aggregated(self) -> Statement:
        table = self._table()
        name = self.random.choice(
            [f.attname for f in _plain_fields(table) if _has_order(f)] or ["tenant_id"]
        )
        return Statement(
            ask=lambda: list(
                table._default_manager.aggregate(low=Min(name), high=Max(name)).values()
            )
        )

    # Parts

    def _table(self) -> type[TenantFact]:
        """Each table comes up equally often, in an order of chance."""
        deck = self.decks[self.is_raw]
        if not deck:
            deck += self.random.sample(self.tables, len(self.tables))
        return deck.pop()

    def _name(self, table: type[TenantFact]) -> str:
        return table._meta.db_table

    def _field(self, table: type[TenantFact]) -> models.Field[Any, Any]:
        return self.random.choice(_plain_fields(table))

    def _column(self, table: type[TenantFact]) -> str:
        return f'"{self._field(table).column}"'

    def _condition(self, table: type[TenantFact]) -> str:
        column = self._column(table)
        return self.random.choice(
            [
                f"{column} IS NOT NULL",
                f"{column}::text > ''",
                f"{column}::text LIKE '%o%'",
                "tenant_id = 8",
                "tenant_id <> 7",
                "true OR tenant_id = 8",
                f"length({column}::text) > 1",
            ]
        )

    def _reference(self) -> tuple[type[TenantFact], Any]:
        while True:
            table = self.random.choice(self.tables)
            fields = [f for f in table._meta.concrete_fields if isinstance(f, TenantForeignKey)]
            if fields:
                return table, self.random.choice(fields)

    def _wish(self) -> tuple[type[TenantFact], Q]:
        table = self._table()
        return table, self._lookup(table)

    def _lookup(self, table: type[TenantFact]) -> Q:
        field = self._field(table)
        row = self.random.choice(self.rows[table])
        value = getattr(row, field.attname)
        if value is None:
            return Q(**{f"{field.attname}__isnull": True})
        wish = Q(**{field.attname: value})
        return self.random.choice([wish, wish, ~wish, Q(**{f"{field.attname}__isnull": False})])


def _plain_fields(table: type[TenantFact]) -> list[models.Field[Any, Any]]:
    return [f for f in table._meta.concrete_fields if f.name not in {"tenant_id", "pk"}]


def _has_order(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, models.DateField | models.IntegerField | models.CharField)
