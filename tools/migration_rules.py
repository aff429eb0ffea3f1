"""What a migration may do while the previous release still answers: expand, move, contract.

python -m tools.migration_rules. A migration that takes something away says so by its name,
`…_contract_…`, and comes a release after the last code that used it.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator

import django
from django.db import models
from django.db.migrations import Migration, operations
from django.db.migrations.loader import MigrationLoader

_TAKES_AWAY = (
    operations.DeleteModel,
    operations.RemoveField,
    operations.RenameModel,
    operations.RenameField,
    operations.AlterModelTable,
)


def findings(migrations: Iterable[Migration]) -> list[str]:
    ours = list(migrations)
    return sorted([*_forks(ours), *(f for migration in ours for f in _in_one(migration))])


def _in_one(migration: Migration) -> Iterator[str]:
    where = f"{migration.app_label}/{migration.name}"
    if "_auto_" in migration.name:
        yield f"{where}: name what it does"
    new = {o.name_lower for o in migration.operations if isinstance(o, operations.CreateModel)}
    for operation in migration.operations:
        if why := _trouble(operation, new, contracts="_contract_" in migration.name):
            yield f"{where}: {why}"


def _trouble(operation: object, new: set[str], *, contracts: bool) -> str:
    """What happens to a table of the same migration harms nobody."""
    if getattr(operation, "model_name", "").lower() in new:
        return ""
    if isinstance(operation, _TAKES_AWAY) and not contracts:
        return f"{type(operation).__name__} breaks the previous release; do it in a …_contract_…"
    if isinstance(operation, operations.AddField) and _must_be_filled(operation.field):
        return f"{operation.name} must be null or have db_default: the previous release skips it"
    if type(operation) is operations.AddIndex:
        return "an index locks the table while it is made; use AddIndexConcurrently"
    if isinstance(operation, operations.RunPython) and operation.reverse_code is None:
        return "RunPython needs a way back; RunPython.noop where there is nothing to undo"
    return ""


def _must_be_filled(field: models.Field[object, object]) -> bool:
    many = isinstance(field, models.ManyToManyField)
    return not many and not field.null and not field.has_db_default()


def _forks(migrations: Iterable[Migration]) -> Iterator[str]:
    """One line per app: two last migrations mean that two branches met."""
    names, followed = defaultdict(set), defaultdict(set)
    for migration in migrations:
        names[migration.app_label].add(migration.name)
        for app, name in migration.dependencies:
            if app == migration.app_label:
                followed[app].add(name)
    for app, all_names in names.items():
        if len(last := sorted(all_names - followed[app])) > 1:
            yield f"{app}: {' and '.join(last)} both come last"


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "digione.config.settings")
    django.setup()
    disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations.values()
    found = findings(m for m in disk if type(m).__module__.startswith("digione."))
    sys.stdout.write("".join(f"{one}\n" for one in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
