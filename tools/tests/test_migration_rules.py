"""Migrations that would break the previous release are seen."""

from __future__ import annotations

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from tools.migration_rules import findings


def migration(name: str, *operations: Operation, after: str = "") -> migrations.Migration:
    content = {
        "operations": list(operations),
        "dependencies": [("people", after)] if after else [],
    }
    made: type[migrations.Migration] = type("Migration", (migrations.Migration,), content)
    return made(name, "people")


def nothing(apps: object, editor: object) -> None:
    """Stands for a move of data."""


BAD: list[tuple[str, Operation]] = [
    ("takes a column away", migrations.RemoveField("person", "name")),
    ("takes a table away", migrations.DeleteModel("Person")),
    ("renames a column", migrations.RenameField("person", "name", "called")),
    ("must be filled", migrations.AddField("person", "age", models.IntegerField())),
    ("locks", migrations.AddIndex("person", models.Index(fields=["name"], name="i"))),
    ("no way back", migrations.RunPython(nothing)),
]
GOOD: list[Operation] = [
    migrations.AddField("person", "age", models.IntegerField(null=True)),
    migrations.AddField("person", "age", models.IntegerField(db_default=0)),
    AddIndexConcurrently("person", models.Index(fields=["name"], name="i")),
    migrations.RunPython(nothing, migrations.RunPython.noop),
    migrations.CreateModel("Person", [("id", models.IntegerField(primary_key=True))]),
]


@pytest.mark.parametrize("operation", [bad for _, bad in BAD], ids=[name for name, _ in BAD])
def test_a_breaking_migration_is_noticed(operation: Operation) -> None:
    assert findings([migration("0002_age", operation)])


@pytest.mark.parametrize("operation", GOOD, ids=lambda operation: type(operation).__name__)
def test_an_expanding_migration_passes(operation: Operation) -> None:
    assert findings([migration("0002_age", operation)]) == []


def test_a_contracting_migration_says_so() -> None:
    assert findings([migration("0003_contract_name", migrations.RemoveField("person", "x"))]) == []


def test_a_new_table_may_be_shaped_at_once() -> None:
    new = migrations.CreateModel("Person", [("id", models.IntegerField(primary_key=True))])
    field = migrations.AddField("person", "age", models.IntegerField())
    assert findings([migration("0001_initial", new, field)]) == []


def test_two_last_migrations_are_noticed() -> None:
    fork = [
        migration("0001_initial"),
        migration("0002_age", after="0001_initial"),
        migration("0002_name", after="0001_initial"),
    ]
    assert findings(fork) == ["people: 0002_age and 0002_name both come last"]


def test_a_migration_without_a_name_is_noticed() -> None:
    assert findings([migration("0002_auto_20261121_1200")])
