"""What asking costs: statements, processor time of application and database, bytes."""

from __future__ import annotations

import gzip
import re
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

from .visiting import Answer

# As the house counts: not the control of transactions, not the setting of the context.
_NOT_COUNTED = re.compile(r"\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET |SELECT set_config)")
_WARM, _TIMES = 12, 60
_NANO, _MILLI = 1e-9, 1e3

Ask = Callable[[], Answer]


class Unmeasurable(RuntimeError):
    """The page does not answer as it should."""


@dataclass(slots=True)
class Cost:
    """`cpu` is of application and database together, in milliseconds, on average."""

    page: str
    sql: int
    application: float
    database: float
    p50: float
    raw: int
    gz: int
    budget: tuple[int, int]
    statements: list[str] = field(default_factory=list)

    @property
    def cpu(self) -> float:
        return self.application + self.database


class Backends:
    """The server's processes for one database, which must run on this machine."""

    def __init__(self, admin: str, database: str) -> None:
        self._watch = psycopg.connect(admin, autocommit=True)
        self._database = database

    def seconds(self) -> float:
        found = self._watch.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = %s", [self._database]
        )
        return sum(_on_processor(pid) for (pid,) in found)


def _on_processor(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) * _NANO
    except OSError:
        return 0.0


def measure(
    page: str,
    ask: Ask,
    backends: Backends,
    budget: tuple[int, int],
    *,
    before: Callable[[], object],
) -> Cost:
    """`before` prepares each asking and is not counted."""
    for _ in range(_WARM):
        before()
        _check(page, ask())
    before()
    with counting() as statements:
        answer = ask()
    application, database, walls = 0.0, 0.0, []
    for _ in range(_TIMES):
        before()
        begun = backends.seconds(), time.process_time(), time.perf_counter()
        ask()
        walls.append(time.perf_counter() - begun[2])
        application += time.process_time() - begun[1]
        database += backends.seconds() - begun[0]
    return Cost(
        page,
        len(statements),
        application / _TIMES * _MILLI,
        database / _TIMES * _MILLI,
        statistics.median(walls) * _MILLI,
        len(answer.body),
        len(gzip.compress(answer.body, 6)),
        budget,
        statements,
    )


def _check(page: str, answer: Answer) -> None:
    if answer.status >= 400:  # noqa: PLR2004 - the first refusal of HTTP
        raise Unmeasurable(f"{page}: answered {answer.status}")


@contextmanager
def counting() -> Iterator[list[str]]:
    """The statements of this thread's connection within the block."""
    seen: list[str] = []

    def note(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if not _NOT_COUNTED.match(str(sql)):
            seen.append(str(sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen
