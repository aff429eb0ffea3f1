"""Django and a database that answers, for commands that work on data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import django
import psycopg

from digione.config.database import addresses, cluster
from digione.config.refusal import Refusal

_PATIENCE = 2  # seconds; libpq knows no shorter


class NotSetUp(Refusal):
    """There is no database to work on yet."""


class Away(Refusal):
    """The database does not answer."""


@contextmanager
def ready() -> Iterator[None]:
    """Within the block the server runs; it says nothing, so that output stays the command's own."""
    ours = addresses.is_ours()
    with cluster.running(cluster.live()) if ours else nullcontext():
        _knock()
        django.setup()
        from digione.config import health  # noqa: PLC0415  # models take a second: help must not

        if missing := health.what_is_missing():
            raise NotSetUp(
                f"Not ready: {', '.join(missing)}. Run python3 run.py once, or "
                "python -m digione migrate; python -m digione doctor says what is amiss."
            )
        yield


def _knock() -> None:
    """Asked straight: the application's pool tries again for seconds and warns of each time."""
    at = addresses.addresses()
    try:
        psycopg.connect(at.app, connect_timeout=_PATIENCE).close()
    except psycopg.OperationalError as error:
        why = str(error).strip().splitlines()[0]
        raise Away(
            f"No database answers at {at.server} ({why}). Check that it runs and what DATABASE_URL "
            "says, or ask python -m digione doctor; a new one is set up by python3 run.py or "
            "python -m digione migrate."
        ) from error
