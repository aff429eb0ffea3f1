"""Whatever is asked, only one's own municipality answers; and a fallen wall is noticed."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError, connection, models, transaction
from django.db.backends.postgresql.psycopg_any import Range

from digione.config.database.addresses import Addresses
from digione.foundation.tenancy import TenantFact, inside

from .figures import Figure
from .fuzz.statements import Statement, Writer
from .fuzz.world import BIG, CANARY, FOREIGN, OLD, OWN, fill, tenant_models

pytestmark = pytest.mark.slow
STATEMENTS: Final = 20_000
BATCH: Final = 500  # statements inside one signed context
ENOUGH_TO_NOTICE: Final = 300


class Tally:
    """How many statements ran, how many answered with rows, and what came from elsewhere."""

    def __init__(self, own: dict[type[TenantFact], list[TenantFact]]) -> None:
        self.own = own
        self.ran = self.answered = 0
        self.foreign: list[tuple[Statement, Any]] = []

    def put(self, statement: Statement) -> None:
        try:
            with transaction.atomic():
                answer = _ask(statement)
                transaction.set_rollback(True)
        except (DatabaseError, ValueError, TypeError):
            return
        self.ran += 1
        self.answered += bool(answer)
        if statement.counts:
            (number,) = _flat(answer)
            leak = number > len(self.own[statement.counts])
        else:
            leak = any(map(_is_foreign, _flat(answer)))
        if leak:
            self.foreign.append((statement, answer))


def _ask(statement: Statement) -> Any:
    if statement.ask:
        return statement.ask()
    with connection.cursor() as cursor:
        cursor.execute(statement.sql)
        return cursor.fetchall()


def _flat(answer: Any) -> list[Any]:
    if isinstance(answer, models.Model):
        return [getattr(answer, f.attname) for f in answer._meta.concrete_fields]
    if isinstance(answer, dict):
        return [v for value in answer.values() for v in _flat(value)]
    if isinstance(answer, list | tuple):
        return [v for value in answer for v in _flat(value)]
    return [answer]


_FOREIGN: Final[dict[type, Callable[[Any], bool]]] = {
    bool: lambda value: False,
    int: lambda value: value == FOREIGN or BIG <= value < BIG + 100,
    UUID: lambda value: value.int >> 127 == 1,
    bytes: lambda value: CANARY.encode() in value,
    memoryview: lambda value: CANARY.encode() in bytes(value),
    Range: lambda value: _is_foreign(value.lower),
    datetime.datetime: lambda value: value.date() < OLD,
    datetime.date: lambda value: value < OLD,
    object: lambda value: CANARY in str(value) or f'"tenant_id": {FOREIGN},' in str(value),
}


def _is_foreign(value: Any) -> bool:
    kind = next(kind for kind in _FOREIGN if isinstance(value, kind))
    return _FOREIGN[kind](value)


@pytest.mark.usefixtures("db")
def test_twenty_thousand_statements_see_no_row_of_another_municipality(
    record_property: Figure,
) -> None:
    own = fill()
    tally, writer = Tally(own), Writer(own, seed=2026)
    for _ in range(STATEMENTS // BATCH):
        with inside(OWN):
            for _ in range(BATCH):
                tally.put(writer.statement())
    ran = f"{tally.ran} of {STATEMENTS} ran, {tally.answered} with rows"
    record_property("figure", f"query fuzz: {ran}, {len(tally.foreign)} foreign")
    assert tally.foreign == []
    assert tally.ran >= 0.9 * STATEMENTS
    assert tally.answered >= 0.3 * STATEMENTS


def test_each_fallen_wall_is_noticed(database_of_its_own: Addresses) -> None:
    """The negative control: without it the test above would prove nothing."""
    own = fill()
    unnoticed = []
    with psycopg.connect(database_of_its_own.owner, autocommit=True) as owner:
        for model in tenant_models():
            table = model._meta.db_table
            owner.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
            tally, writer = Tally(own), Writer(own, seed=1)
            with inside(OWN):
                for _ in range(ENOUGH_TO_NOTICE):
                    tally.put(writer.statement())
                    if tally.foreign:
                        break
            owner.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            if not tally.foreign:
                unnoticed.append(table)
    assert unnoticed == []
