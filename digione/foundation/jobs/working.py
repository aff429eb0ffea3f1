"""The worker: carries out jobs and tells facts until it is asked to stop."""

from __future__ import annotations

import logging
import threading
from typing import Final

from django.db import DatabaseError, connection
from procrastinate.contrib.django import app

from digione.foundation.outbox.telling import tell_waiting

_log = logging.getLogger(__name__)
_PAUSE: Final = 1.0  # seconds between two looks into an empty outbox


def work(*, concurrency: int = 2) -> None:
    """Runs until SIGINT or SIGTERM; what is being done then is finished first."""
    stop = threading.Event()
    teller = threading.Thread(target=_tell_until, args=[stop], name="outbox")
    teller.start()
    try:
        with app.replace_connector(app.connector.get_worker_connector()) as worker:  # type: ignore[attr-defined]
            worker.run_worker(concurrency=concurrency, listen_notify=True)
    finally:
        stop.set()
        teller.join()


def _tell_until(stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            told = tell_waiting()
        except DatabaseError:
            _log.exception("the outbox waits for the database")
            connection.close()
            told = 0
        if not told:
            stop.wait(_PAUSE)
    connection.close()
