"""The hot pages: python3 test.py --bench pages [--json]."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

from tools.environment import say

from .town import Town, town

if TYPE_CHECKING:
    from .measuring import Cost, Failure

_MEMORY_BUDGET = 120  # megabytes of a worker


def main(as_json: bool) -> int:
    """Measures after a warm-up, in one process with a pool, on data of a 1,000-learner school."""
    with town() as place:
        django.setup()
        from .measuring import Backends, Failure, measure
        from .stories import pages

        found = list(measure(list(pages(place)), Backends(place.at.admin, place.at.database)))
        failures = [one for one in found if isinstance(one, Failure)]
        costs = [one for one in found if not isinstance(one, Failure)]
        memory = _memory()
    if as_json:
        sys.stdout.write(
            json.dumps(
                {**_report(place, costs, memory), "failed": [_failed(one) for one in failures]},
                indent=1,
            )
            + "\n"
        )
    else:
        _print(place, costs, memory)
    for failure in failures:
        sys.stderr.write(f"Not measured: {failure.page.name}: {failure.why}\n")
    return 1 if failures else 0


def _failed(failure: Failure) -> dict[str, str]:
    return {"page": failure.page.name, "why": failure.why}


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
                "page": cost.page.name,
                "sql": cost.sql,
                "sql_budget": cost.page.sql_budget,
                "cpu_budget_ms": cost.page.cpu_budget,
                "cpu_ms": _rounded(cost.cpu),
                "application_ms": _rounded(cost.application),
                "database_ms": _rounded(cost.database),
                "wall_ms": _rounded(cost.wall),
                "bytes": len(cost.body),
                "bytes_gz": cost.zipped,
                "statements": cost.statements,
            }
            for cost in costs
        ],
        "memory_mb": memory,
        "memory_budget_mb": _MEMORY_BUDGET,
        "loading_seconds": round(place.seconds, 1),
        "database_mb": place.size // 2**20,
    }


def _rounded(times: Any) -> dict[str, float]:
    return {name: round(value, 1) for name, value in asdict(times).items()}


def _print(place: Town, costs: list[Cost], memory: int) -> None:
    heads = ("page", "SQL", "CPU ms p10", "median", "app p10", "db p10", "wait", "bytes", "gz")
    rows = [heads] + [
        (
            cost.page.name,
            f"{cost.sql} (<= {cost.page.sql_budget})",
            f"{cost.cpu.p10:.1f} (<= {cost.page.cpu_budget})",
            f"{cost.cpu.median:.1f}",
            f"{cost.application.p10:.1f}",
            f"{cost.database.p10:.1f}",
            f"{cost.wall.median:.1f}",
            str(len(cost.body)),
            str(cost.zipped),
        )
        for cost in costs
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    for row in rows:
        cells = (f"{text:<{wide}}" for text, wide in zip(row, widths, strict=True))
        sys.stdout.write("  ".join(cells).rstrip() + "\n")
    say("Memory", f"{memory} MB of one process (<= {_MEMORY_BUDGET})")
    say("Loading", f"{place.seconds:.1f} s, database {place.size // 2**20} MB")


if __name__ == "__main__":
    sys.exit(main("--json" in sys.argv))
