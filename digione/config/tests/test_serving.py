"""The product as a newcomer meets it: it starts, answers, refuses with a remedy, and stops."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from digione.config.database import templates
from digione.config.database.addresses import Addresses
from digione.config.environment import ROOT

pytestmark = pytest.mark.slow


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as trial:
        return int(trial.getsockname()[1])


@dataclass
class Product:
    """`python -m digione serve` in a folder and on a database of its own."""

    environment: dict[str, str]
    port: int
    metrics: int

    def command(self, *more: str) -> list[str]:
        serve = ["-m", "digione", "serve", "--size", "none", "--port", str(self.port)]
        return [sys.executable, *serve, *more]

    def refusal(self, *more: str) -> tuple[int, str]:
        done = subprocess.run(
            self.command(*more),
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return done.returncode, done.stderr

    @contextmanager
    def started(self) -> Iterator[subprocess.Popen[str]]:
        with subprocess.Popen(
            self.command(), env=self.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as running:
            try:
                wait_for(running)
                yield running
            finally:
                running.kill()

    def get(self, path: str, port: int = 0) -> tuple[int, str]:
        with urllib.request.urlopen(f"http://127.0.0.1:{port or self.port}{path}") as answer:
            return answer.status, answer.read().decode()


def wait_for(running: subprocess.Popen[str]) -> None:
    assert running.stdout
    for line in running.stdout:
        if "DigiOne is ready" in line:
            return
    raise AssertionError("it ended before it was ready")


@pytest.fixture
def product(test_server: Addresses, database_template: str, tmp_path: Path) -> Iterator[Product]:
    at = templates.copy(test_server, database_template, f"served_{os.getpid()}")
    port, metrics = free_port(), free_port()
    yield Product(
        {
            **os.environ,
            "DATABASE_URL": at.app,
            "DATABASE_OWNER_URL": at.owner,
            "WALL_SECRET": settings.WALL_SECRET.hex(),
            "DIGIONE_VAR": str(tmp_path),
            "DIGIONE_METRICS_PORT": str(metrics),
            "DIGIONE_WORKERS": "1",
        },
        port,
        metrics,
    )
    templates.drop(test_server, at.database)


def test_it_answers_counts_writes_its_log_and_stops_cleanly(
    product: Product, tmp_path: Path
) -> None:
    with product.started() as running:
        assert product.get("/healthz") == (200, '{"alive": true}')
        assert json.loads(product.get("/readyz")[1]) == {"ready": True, "missing": []}
        assert 'route="healthz"' in product.get("/metrics", product.metrics)[1]
        began = time.monotonic()
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=15) == 0
        assert time.monotonic() - began < 10
    lines = [json.loads(line) for line in (tmp_path / "log/web.log").read_text().splitlines()]
    assert {"method": "GET", "route": "healthz", "status": 200}.items() <= lines[-2].items()


def test_a_second_start_in_the_same_folder_says_where_the_first_is(product: Product) -> None:
    with product.started():
        code, said = Product(product.environment, free_port(), product.metrics).refusal()
    assert (code, f"http://localhost:{product.port}" in said) == (1, True)


def test_a_taken_port_is_explained(product: Product) -> None:
    with socket.create_server(("127.0.0.1", product.port)):
        code, said = product.refusal()
    assert (code, f"--port {product.port + 1}" in said) == (1, True)


@pytest.mark.parametrize("port", ["99999", "0", "http"])
def test_what_is_no_port_is_explained(product: Product, port: str) -> None:
    code, said = product.refusal("--port", port)
    assert (code, f"{port!r} is no port: choose one from 1 to 65535" in said) == (2, True)


def test_an_unreachable_database_is_explained(product: Product) -> None:
    product.environment["DATABASE_URL"] = f"postgresql://app_rw@127.0.0.1:{free_port()}/digione"
    product.environment["DATABASE_ADMIN_URL"] = ""
    code, said = product.refusal()
    assert (code, "No database answers at 127.0.0.1:" in said) == (1, True)


def test_a_server_without_the_database_is_told_what_its_administrator_runs(
    product: Product,
) -> None:
    where, _, _ = product.environment["DATABASE_URL"].rpartition("/")
    product.environment["DATABASE_URL"] = f"{where}/not_there_{os.getpid()}"
    product.environment["DATABASE_ADMIN_URL"] = ""
    code, said = product.refusal()
    assert (code, "CREATE ROLE app_rw LOGIN" in said, "CREATE DATABASE not_there" in said) == (
        1,
        True,
        True,
    )


def test_a_database_with_another_key_is_explained(product: Product) -> None:
    product.environment |= {"WALL_SECRET": "ab" * 32, "DATABASE_ADMIN_URL": ""}
    code, said = product.refusal()
    assert (code, "DATABASE_ADMIN_URL" in said) == (1, True)
    assert "ab" * 32 not in said


def test_the_demo_does_not_listen_to_the_world(product: Product) -> None:
    code, said = product.refusal("--host", "0.0.0.0")  # noqa: S104
    assert (code, "DIGIONE_MODE=production" in said) == (2, True)


def test_a_wrong_day_is_explained(product: Product) -> None:
    code, said = product.refusal("--today", "tomorrow")
    assert (code, "'tomorrow' is neither a day like 2026-11-20" in said) == (2, True)
