"""The product as `run.py` starts it, on a copy of the demo town, on a Monday morning."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psycopg

from digione.config import environment
from digione.config.database import keys, templates
from digione.config.database.addresses import Addresses

MOMENT: Final = "2026-11-23T09:20"
TODAY: Final = MOMENT.partition("T")[0]
_FAREWELL: Final = 30  # seconds
_SECRETS: Final = ("SECRET_KEY", "WALL_SECRET")


@dataclass(frozen=True, slots=True)
class Product:
    """`python -m digione serve` with a database and a folder of its own."""

    address: str
    at: Addresses
    surroundings: dict[str, str]

    @property
    def folder(self) -> Path:
        return Path(self.surroundings["DIGIONE_VAR"])

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """What the database says, past every wall, as its administrator sees it."""
        with psycopg.connect(self.at.admin, dbname=self.at.database) as database:
            return database.execute(statement, values).fetchall()

    def change(self, statement: str, *values: object) -> None:
        """What a story needs to be otherwise, and no page changes."""
        with psycopg.connect(self.at.admin, dbname=self.at.database) as database:
            database.execute(statement, values)

    def command(self, *words: str) -> str:
        """What a command of the product says, run beside it."""
        done = subprocess.run(
            [sys.executable, *words],
            cwd=environment.ROOT,
            env=self.surroundings,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def letters(self) -> list[str]:
        """The e-mails that it has sent, the oldest first."""
        files = sorted((self.folder / "mail").glob("*"), key=lambda file: file.stat().st_mtime_ns)
        return [file.read_text(encoding="utf-8") for file in files]


@contextmanager
def served(server: Addresses, name: str) -> Iterator[Product]:
    world = templates.demo(server, "town", MOMENT)
    at = templates.copy(server, world, f"journeys_{name}")
    port = _free_port()
    address = f"http://localhost:{port}"
    product = Product(address, at, _surroundings(at, name, address))
    try:
        with _running(product, port):
            yield product
    finally:
        templates.drop(server, at.database)


@contextmanager
def _running(product: Product, port: int) -> Iterator[None]:
    """Until the line that says where it answers; stopped as Ctrl-C stops it."""
    serve = ["-m", "digione", "serve", "--size", "none", "--port", str(port), "--today", MOMENT]
    with subprocess.Popen(
        [sys.executable, *serve],
        cwd=environment.ROOT,
        env=product.surroundings,
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        said: list[str] = []
        for line in running.stdout or ():
            said.append(line)
            if product.address in line:
                break
        else:
            raise RuntimeError(f"The product did not start: {''.join(said)}")
        yield
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=_FAREWELL)


def _surroundings(at: Addresses, name: str, address: str) -> dict[str, str]:
    """The worlds of two workers share secrets, for both are copies of one."""
    secrets = {secret: keys.secret(secret) for secret in _SECRETS}
    sealing = ",".join(f"{number}:{key.hex()}" for number, key in keys.sealing_keys().items())
    return {
        **os.environ,
        **secrets,
        "SEALING_KEYS": sealing,
        "DATABASE_URL": at.app,
        "DATABASE_OWNER_URL": at.owner,
        "DATABASE_ADMIN_URL": at.admin,
        "DIGIONE_VAR": str(environment.var() / "journeys" / name),
        "DIGIONE_TODAY": MOMENT,
        "DIGIONE_ADDRESS": address,
        "DIGIONE_METRICS_PORT": "0",
        "DIGIONE_WORKERS": "1",
        "PYTHONUNBUFFERED": "1",
    }


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as trial:
        return int(trial.getsockname()[1])
