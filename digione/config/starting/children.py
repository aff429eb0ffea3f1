"""The processes of a running product: the web server and the worker of jobs."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from digione.config import environment
from digione.config.refusal import Refusal

_PATIENCE = 30  # seconds until the first answer
_FAREWELL = 10  # seconds for the last one
# Granian's backpressure counts open connections, also idle ones: a browser keeps six.
_CONNECTIONS = 1024
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


class Ended(Refusal):
    """A process ended that should have gone on."""


@dataclass(frozen=True, slots=True)
class Child:
    name: str
    process: subprocess.Popen[bytes]
    log: Path | None

    def explain(self) -> str:
        if not self.log:
            return f"The {self.name} ended; its log is above."
        tail = self.log.read_text(errors="replace").strip().splitlines()[-8:]
        return "\n".join(
            [f"The {self.name} ended. Its log, {self.log}, ends:", *(f"  {one}" for one in tail)]
        )


def web(host: str, port: int) -> list[str]:
    """No more threads than the pool has connections; requests beyond that wait for one."""
    threads = str(environment.number("DIGIONE_THREADS"))
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", host, "--port", str(port), "--no-ws", "--log-level", "warning"),
        *("--workers", str(environment.number("DIGIONE_WORKERS"))),
        *("--blocking-threads", threads, "--backpressure", str(_CONNECTIONS)),
        "digione.config.wsgi:application",
    ]


def worker() -> list[str]:
    return [sys.executable, "-m", "digione", "work"]


@contextmanager
def started(commands: dict[str, list[str]], logs: Path | None) -> Iterator[Sequence[Child]]:
    """They run within the block; at its end each finishes what it is doing."""
    children: list[Child] = []
    try:
        for name, command in commands.items():
            children.append(_start(name, command, logs))
        yield children
    finally:
        stop(children)


def stop(children: Sequence[Child]) -> None:
    for child in children:
        child.process.send_signal(signal.SIGINT)
    deadline = time.monotonic() + _FAREWELL
    for child in children:
        try:
            child.process.wait(max(deadline - time.monotonic(), 0))
        except subprocess.TimeoutExpired:
            child.process.kill()
            child.process.wait()


def wait_for_answer(url: str, children: Sequence[Child]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        _check(children)
        if _answers(url):
            return
        time.sleep(0.05)
    raise Ended(f"No answer from {url} after {_PATIENCE} s; the logs lie in var/log.")


def watch(children: Sequence[Child]) -> None:
    """Returns never: it ends by Ctrl-C, or when a child ends."""
    while True:
        _check(children)
        time.sleep(0.5)


def _check(children: Sequence[Child]) -> None:
    for child in children:
        if child.process.poll() is not None:
            raise Ended(child.explain())


def _start(name: str, command: list[str], logs: Path | None) -> Child:
    """In a session of its own, so that Ctrl-C reaches us alone and the order of ending is ours."""
    log = logs / f"{name.split(maxsplit=1)[0]}.log" if logs else None
    if log:
        log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") if log else os.fdopen(os.dup(2), "wb") as out:
        process = subprocess.Popen(
            command,
            cwd=environment.ROOT,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
        )
    return Child(name, process, log)


def _end_with_parent() -> None:
    """Even a parent that is killed leaves no server behind."""
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310
            return bool(answer.status == 200)  # noqa: PLR2004
    except (urllib.error.URLError, OSError):
        return False
