"""`/metrics` on a port of its own, gathered from all processes."""

from __future__ import annotations

import os
import shutil

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector

from digione.config import environment, progress

from .ports import is_free


def prepare() -> None:
    """Before any process starts: they all count into this folder."""
    folder = environment.var() / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def serve(host: str) -> None:
    port = environment.number("DIGIONE_METRICS_PORT")
    if not port:
        return
    if not is_free(host, port):
        progress.line("Metrics", f"port {port} is taken: none (DIGIONE_METRICS_PORT names another)")
        return
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    start_http_server(port, addr=host, registry=registry)
    progress.line("Metrics", f"http://{host}:{port}/metrics")
