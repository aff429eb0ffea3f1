"""What the clock brings: jobs of dead workers are taken up again, lacking months are told."""

from __future__ import annotations

import logging
from typing import Final

from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app

from digione.foundation.audit import months

from .facade import periodic

_log = logging.getLogger(__name__)
_SILENT: Final = 60.0  # seconds without a heartbeat after which a worker counts as dead


@periodic("*/2 * * * *")
def retry_stalled() -> int:
    """Puts jobs of dead workers back into the queue and returns how many they were."""
    return async_to_sync(_retry_stalled)()


async def _retry_stalled() -> int:
    stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=_SILENT))
    for lost in stalled:
        await app.job_manager.retry_job(lost)
    return len(stalled)


@periodic("17 5 * * *")
def watch_months() -> int:
    """Warns, day after day, while next month's audit would fall among the rest."""
    with connection.cursor() as cursor:
        lacking = months.missing(cursor, months.months_from(months.now(), months.SOON))
    for table, month in lacking:
        _log.warning("a month of the audit lacks", extra={"step": months.name_of(table, month)})
    return len(lacking)
