"""The hot pages: python3 test.py --bench pages [--json]."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

from tools.environment import say

from .town import Town, town

if TYPE_CHECKING:
    from .measuring import Cost


def main(as_json: bool) -> int:
    """Measures after a warm-up, in one process with a pool, on data of a 1,000-learner school."""
    with town() as place:
        django.setup()
        logging.getLogger("digione.request").setLevel(logging.WARNING)
        from .stories import costs as measured

        costs = list(measured(place))
        memory = _memory()
    if as_json:
        sys.stdout.write(json.dumps(_report(place, costs, memory), indent=1) + "\n")
    else:
        _print(place, costs, memory)
    return 0


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
        sys.stdout.write(
            "  ".join(f"{text:<{wide}}" for text, wide in zip(row, widths, strict=True))
        )
        sys.stdout.write("\n")
    say("Memory", f"{memory} MB of one process (<= 120)")
    say("Loading", f"{place.seconds:.1f} s, database {place.size // 2**20} MB")


if __name__ == "__main__":
    sys.exit(main("--json" in sys.argv))
