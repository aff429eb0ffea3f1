"""Jobs that died with their worker are taken up again."""

from __future__ import annotations

from typing import Final

from asgiref.sync import async_to_sync
from procrastinate.contrib.django import app

from .facade import periodic

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
