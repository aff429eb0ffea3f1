"""One running product in one folder."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from digione.config import environment
from digione.config.refusal import Refusal


class RunsAlready(Refusal):
    """Somebody started DigiOne here before."""


@contextmanager
def alone(url: str) -> Iterator[None]:
    """The lock goes with its process, however that ends."""
    environment.var().mkdir(parents=True, exist_ok=True)
    with (environment.var() / "running").open("a+") as running:
        try:
            fcntl.flock(running, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            running.seek(0)
            raise RunsAlready(
                f"DigiOne runs from this folder already: {running.read().strip()}\n"
                "Use that one, or stop it with Ctrl-C where it was started."
            ) from taken
        running.truncate(0)
        running.write(url)
        running.flush()
        yield
