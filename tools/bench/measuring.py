"""What asking costs: statements, processor time of application and database, bytes."""

from __future__ import annotations

import gzip
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

from .visiting import Answer

# As the house counts: not the control of transactions, not the setting of the context.
_NOT_COUNTED = re.compile(r"\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET |SELECT set_config)")
_WARM = 12  # a statement is prepared at its sixth run
_TIMES = 60
_TENTH = 10  # the 10th percentile: what a page costs while no neighbour disturbs
_NANO, _MILLI = 1e-9, 1e3


class Unmeasurable(RuntimeError):
    """The page does not answer as it should."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that could not be measured, and why."""

    page: Page
    why: str


@dataclass(frozen=True, slots=True)
class Page:
    """`before` prepares each asking and is not counted; the budget is of issue 2, §6."""

    name: str
    ask: Callable[[], Answer]
    sql_budget: int
    cpu_budget: int
    before: Callable[[], object] = lambda: None


@dataclass(frozen=True, slots=True)
class Milliseconds:
    """Of many askings: what a tenth of them stayed below, and half of them."""

    p10: float
    median: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Milliseconds:
        found = sorted(seconds)
        return cls(found[len(found) // _TENTH] * _MILLI, statistics.median(found) * _MILLI)


@dataclass(frozen=True, slots=True)
class Cost:
    """`cpu` is of application and database together; `wall` is what the reader waits."""

    page: Page
    statements: tuple[str, ...]
    body: bytes
    cpu: Milliseconds
    application: Milliseconds
    database: Milliseconds
    wall: Milliseconds

    @property
    def sql(self) -> int:
        return len(self.statements)

    @property
    def zipped(self) -> int:
        return len(gzip.compress(self.body, 6))


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


def measure(pages: Sequence[Page], backends: Backends) -> Iterator[Cost | Failure]:
    """The pages take turns, so that a busy minute of the machine falls on all of them alike.

    One that fails is left out from then on, and the others go on.
    """
    runs = {page.name: _Run(page) for page in pages}
    for run in runs.values():
        run.attempt(run.warm)
    for _ in range(_TIMES):
        for run in runs.values():
            run.attempt(partial(run.take, backends))
    for run in runs.values():
        yield run.result()


@dataclass(slots=True)
class _Run:
    page: Page
    statements: tuple[str, ...] = ()
    body: bytes = b""
    taken: list[tuple[float, float, float]] = field(default_factory=list)
    why: str = ""

    def attempt(self, step: Callable[[], object]) -> None:
        if self.why:
            return
        try:
            step()
        except Exception as error:  # noqa: BLE001 - whatever it is, the others are measured
            self.why = f"{type(error).__name__}: {error}"

    def warm(self) -> None:
        self.statements, self.body = _warmed(self.page)

    def take(self, backends: Backends) -> None:
        self.taken.append(_taken(self.page, backends))

    def result(self) -> Cost | Failure:
        if self.why:
            return Failure(self.page, self.why)
        application, database, wall = zip(*self.taken, strict=True)
        both = [one + other for one, other in zip(application, database, strict=True)]
        times = (Milliseconds.of(each) for each in (both, application, database, wall))
        return Cost(self.page, self.statements, self.body, *times)


def _warmed(page: Page) -> tuple[tuple[str, ...], bytes]:
    """Asks until plans and templates are kept, then once more for what is counted."""
    for _ in range(_WARM):
        page.before()
        _check(page, page.ask().status)
    page.before()
    with counting() as statements:
        answer = page.ask()
    return tuple(statements), answer.body


def _check(page: Page, status: int) -> None:
    if status >= 400:  # noqa: PLR2004 - the first refusal of HTTP
        raise Unmeasurable(f"{page.name}: answered {status}")


def _taken(page: Page, backends: Backends) -> tuple[float, float, float]:
    page.before()
    database, application, wall = backends.seconds(), time.process_time(), time.perf_counter()
    status = page.ask().status
    wall = time.perf_counter() - wall
    application = time.process_time() - application
    _check(page, status)
    return application, backends.seconds() - database, wall


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
