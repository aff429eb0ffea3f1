"""The audit in partitions by month, so that old months go whole and questions read few."""

from typing import Any

from django.db import migrations

from digione.foundation.audit import parting


def part(apps: Any, schema_editor: Any) -> None:
    parting.part(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    # The way back is none: the release before reads and writes parted tables as it did plain ones.
    operations = [migrations.RunPython(part, migrations.RunPython.noop)]
