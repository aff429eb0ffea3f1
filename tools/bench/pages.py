"""What the hot pages cost: statements and CPU time of application and database, for each request.

Warm, on the demo town of a fixed school morning, through Django's own handler: without HTTP.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import logging
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import django

from digione.config.database import templates
from tools.environment import say

DAY, MORNING, SIZE = "2026-11-20", "09:20", "town"
_WARM, _ROUNDS = 8, 40


@dataclass(frozen=True, slots=True)
class Figure:
    page: str
    sql: int
    sql_limit: int
    ms: float
    ms_limit: int
    application_ms: float
    database_ms: float
    kilobytes: float


@dataclass(frozen=True, slots=True)
class Hot:
    """One page: who asks, and how one request is made."""

    page: str
    person: str
    sql_limit: int
    ms_limit: int
    prepare: Callable[[Any], Callable[[], Any]]
    status: int = 200


def measured(hot: Hot, client: Any) -> Figure:
    """The median of many requests; each is prepared outside the measurement."""
    from django.db import connection

    from digione.config.observing import StatementCount

    samples = []
    for turn in range(_WARM + _ROUNDS):
        ask, count = hot.prepare(client), StatementCount()
        backend = connection.connection.info.backend_pid
        before = time.process_time(), _cpu_of(backend)
        with connection.execute_wrapper(count):
            answer = ask()
        after = time.process_time(), _cpu_of(backend)
        if answer.status_code != hot.status:
            raise RuntimeError(f"it answered {answer.status_code} and not {hot.status}")
        if turn >= _WARM:
            samples.append((after[0] - before[0], after[1] - before[1], count.statements))
    application, server = (statistics.median(s[n] for s in samples) * 1000 for n in (0, 1))
    return Figure(
        hot.page,
        int(statistics.median(s[2] for s in samples)),
        hot.sql_limit,
        round(application + server, 1),
        hot.ms_limit,
        round(application, 1),
        round(server, 1),
        round(len(answer.content) / 1024, 1),
    )


def _cpu_of(process: int) -> float:
    """Seconds of CPU of a backend, where the system tells them to the nanosecond."""
    with contextlib.suppress(FileNotFoundError):
        return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9
    return 0.0


def pages() -> list[Hot]:
    return [
        Hot("guardian home, two children in two municipalities", "sanna-korhonen", 12, 10, _desk),
        Hot("teacher desk", "minna-lahtinen", 10, 8, _desk),
        Hot("class register", "minna-lahtinen", 10, 8, _register),
        Hot("saving the marks of a class", "minna-lahtinen", 10, 10, _saving, 303),
        Hot("principal's day board", "jari-koskela", 12, 15, _desk),
    ]


def _desk(client: Any) -> Callable[[], Any]:
    return lambda: client.get("/")


def _register(client: Any) -> Callable[[], Any]:
    address = _register_address(client)
    return lambda: client.get(address)


def _register_address(client: Any) -> str:
    return str(client.get("/koivula/lessons").headers["Location"])


def _saving(client: Any) -> Callable[[], Any]:
    """The form of the page with every learner's mark changed, as a browser would send it."""
    from lxml import html

    address = _register_address(client)
    page = html.fromstring(client.get(address).content)
    form = next(one for one in page.forms if (one.action or "").split("?")[0] == address)
    values = dict(form.form_values())
    for name in {one.name for one in form.inputs if getattr(one, "type", "") == "radio"}:
        choices = [one for one in form.inputs[name].value_options if one]
        before = choices.index(values[name]) if values.get(name) in choices else -1
        values[name] = choices[(before + 1) % len(choices)]
    return lambda: client.post(address, values)


@contextlib.contextmanager
def _town() -> Iterator[None]:
    """A copy of the demo town of the fixed day, and Django on it."""
    with templates.test_server() as at:
        say("Demo world", f"{SIZE} of {DAY} (made once) …")
        copy = templates.copy(at, templates.demo(at, SIZE, DAY), "bench_pages")
        os.environ |= {
            "DATABASE_URL": copy.app,
            "DIGIONE_TODAY": f"{DAY}T{MORNING}",
            "DATABASE_POOL": "4",
        }
        django.setup()
        logging.disable()  # a line for each request would hide the table
        try:
            yield
        finally:
            templates.drop(at, copy.database)


def _figures() -> list[Figure]:
    from django.test import Client
    from django.urls import reverse

    from digione.config.demo.people import PEOPLE

    found = []
    for hot in pages():
        client = Client(HTTP_HOST="localhost")
        client.post(reverse("demo_sign_in", args=[PEOPLE[hot.person].account_id]))
        try:
            found.append(measured(hot, client))
        except Exception as error:  # noqa: BLE001  one broken page does not hide the others
            sys.stderr.write(f"{hot.page}: not measured: {error!r}\n")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "digione.config.settings")
    with _town():
        figures = _figures()
    if given.json:
        sys.stdout.write(json.dumps([asdict(figure) for figure in figures], indent=1) + "\n")
        return
    say("", "SQL (limit)   CPU ms (limit) = application + database   kB   page")
    for one in figures:
        cpu = f"{one.ms} ({one.ms_limit}) = {one.application_ms} + {one.database_ms}"
        say("", f"{one.sql} ({one.sql_limit})       {cpu:<40} {one.kilobytes:>5}   {one.page}")


if __name__ == "__main__":
    main()
