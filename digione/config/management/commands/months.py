"""Makes the audit's partitions of the months to come. Does nothing where they are there."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from digione.foundation.audit import parting


class Command(BaseCommand):
    """Runs as the owner of the tables, after every `migrate` and whenever the months run short."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        for name in parting.make_months(connection):
            self.stdout.write(f"{name} made")
