"""Django and a database that answers, for commands that work on data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import django
import psycopg

from digione.config.database import addresses, cluster
from digione.config.refusal import Refusal
from digione.config.starting.unreachable import Unreachable

_PATIENCE = 2  # seconds; libpq knows no shorter


class NotSetUp(Refusal):
    """There is no database to work on yet."""


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
        raise Unreachable.at(at, error) from error
