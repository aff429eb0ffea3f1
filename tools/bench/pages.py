"""The hot pages: python3 test.py --bench pages [--json]."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

from tools.environment import say

from .town import MOMENT, Town, town

if TYPE_CHECKING:
    from .measuring import Backends, Cost
    from .visiting import Visitor

_DAY = MOMENT.partition("T")[0]
_CLASS = 25


def main(as_json: bool) -> int:
    """Measures after a warm-up, in one process with a pool, on data of a 1,000-learner school."""
    with town() as place:
        django.setup()
        costs = list(_costs(place))
        memory = _memory()
    if as_json:
        say(json.dumps(_report(place, costs, memory), indent=1))
    else:
        _print(place, costs, memory)
    return 0


def _costs(place: Town) -> Iterator[Cost]:
    from .measuring import Backends

    backends = Backends(place.at.admin, place.at.database)
    yield _page("guardian home, two children in two municipalities", "sanna-korhonen", backends, (12, 10))
    yield _page("teacher desk", "minna-lahtinen", backends, (10, 8))
    yield from _register(backends)
    yield _page("principal's day board, 1,000 learners", "jari-koskela", backends, (12, 15))


def _visitor(key: str) -> Visitor:
    from digione.config.demo.people import PEOPLE

    from .visiting import Visitor

    visitor = Visitor()
    visitor.sign_in(PEOPLE[key].sign_in)
    return visitor


def _page(page: str, key: str, backends: Backends, budget: tuple[int, int]) -> Cost:
    from .measuring import measure

    visitor = _visitor(key)
    return measure(page, lambda: visitor.get("/"), backends, budget, before=lambda: None)


def _register(backends: Backends) -> Iterator[Cost]:
    from .measuring import measure

    visitor = _visitor("minna-lahtinen")
    address = _lesson_of_25(visitor)
    yield measure(
        f"class register, {_CLASS} learners",
        lambda: visitor.get(address),
        backends,
        (10, 8),
        before=lambda: None,
    )
    saving = Saving(visitor, address)
    yield measure(
        f"saving {_CLASS} marks", saving.send, backends, (10, 10), before=saving.fill_in
    )


def _lesson_of_25(visitor: Visitor) -> str:
    for link in visitor.get("/").links(rf"/lessons/[0-9a-f-]+/{_DAY}$"):
        if _rows(visitor, link) == _CLASS:
            return link
    raise RuntimeError(f"The teacher's desk leads to no register of {_CLASS} learners.")


def _rows(visitor: Visitor, address: str) -> int:
    from .visiting import Form

    choices = Form.parsed(visitor.get(address).text, address).choices
    return sum(name.startswith("mark-") for name in choices)


@dataclass
class Saving:
    """The whole class sent by the form, with another mark for each learner every time."""

    visitor: Visitor
    address: str

    def __post_init__(self) -> None:
        self._fields: dict[str, str] = {}
        self._dice = random.Random(_DAY)  # noqa: S311 - any marks will do

    def fill_in(self) -> None:
        from .visiting import Form

        form = Form.parsed(self.visitor.get(self.address).text, self.address)
        self._fields = form.fields
        for name, values in form.choices.items():
            if name.startswith("mark-"):
                others = [value for value in values if value != form.fields.get(name)]
                self._fields[name] = self._dice.choice(others)

    def send(self) -> Any:
        return self.visitor.post(self.address, self._fields)


def _memory() -> int:
    """Megabytes that this process holds, with the whole application loaded and warm."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) // 1024
    return 0


def _report(place: Town, costs: list[Cost], memory: int) -> dict[str, Any]:
    return {
        "pages": [
            {
                "page": cost.page,
                "sql": cost.sql,
                "sql_budget": cost.budget[0],
                "cpu_ms": round(cost.cpu, 1),
                "cpu_budget_ms": cost.budget[1],
                "application_ms": round(cost.application, 1),
                "database_ms": round(cost.database, 1),
                "p50_ms": round(cost.p50, 1),
                "bytes": cost.raw,
                "bytes_gz": cost.gz,
                "statements": cost.statements,
            }
            for cost in costs
        ],
        "memory_mb": memory,
        "loading_seconds": round(place.seconds, 1),
        "database_mb": place.size // 2**20,
    }


def _print(place: Town, costs: list[Cost], memory: int) -> None:
    heads = ("page", "SQL", "CPU ms", "app", "db", "p50", "bytes", "gz")
    rows = [heads] + [
        (
            cost.page,
            f"{cost.sql} (<= {cost.budget[0]})",
            f"{cost.cpu:.1f} (<= {cost.budget[1]})",
            f"{cost.application:.1f}",
            f"{cost.database:.1f}",
            f"{cost.p50:.1f}",
            str(cost.raw),
            str(cost.gz),
        )
        for cost in costs
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    for row in rows:
        sys.stdout.write("  ".join(f"{text:<{wide}}" for text, wide in zip(row, widths, strict=True)))
        sys.stdout.write("\n")
    say("Memory", f"{memory} MB of one process (<= 120)")
    say("Loading", f"{place.seconds:.1f} s, database {place.size // 2**20} MB")


if __name__ == "__main__":
    sys.exit(main("--json" in sys.argv))
