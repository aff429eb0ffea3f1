"""Results of a bench, a line of JSON each, gathered over several calls; and what to say of them."""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def _processor() -> float:
    now = os.times()
    return now.user + now.system + now.children_user + now.children_system


@dataclass
class Stopwatch:
    """Seconds by the clock and of the processor, children included, since it was made."""

    begun: float = field(default_factory=time.monotonic)
    spent: float = field(default_factory=_processor)

    def read(self) -> Row:
        """The two figures, and the machine's load: above 2, two cores were not ours alone."""
        wall, cpu = time.monotonic() - self.begun, _processor() - self.spent
        return {"wall": round(wall, 2), "cpu": round(cpu, 2), "load": round(os.getloadavg()[0], 1)}


@dataclass(frozen=True)
class Results:
    """The file of results; `key` names the fields by which a run is known."""

    path: Path
    key: tuple[str, ...]

    def rows(self) -> list[Row]:
        """All results so far."""
        if not self.path.exists():
            return []
        return [json.loads(line) for line in self.path.read_text(encoding="utf-8").splitlines()]

    def gather(self, runs: Sequence[Row], measure: Callable[[Row], Row]) -> list[Row]:
        """Measure what the file does not hold yet; return the rows of these runs."""
        known = {self._name(row) for row in self.rows()}
        for run in runs:
            if self._name(run) not in known:
                self._add({**run, **measure(run)})
        wanted = {self._name(run) for run in runs}
        return [row for row in self.rows() if self._name(row) in wanted]

    def _name(self, row: Row) -> tuple[object, ...]:
        return tuple(row[field] for field in self.key)

    def _add(self, row: Row) -> None:
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
        say(" ".join(f"{name}={value}" for name, value in row.items()), file=sys.stderr)


def say(line: str, file: Any = None) -> None:
    """Print at once."""
    print(line, file=file, flush=True)


def spread(rows: Sequence[Row], name: str) -> str:
    """Median, ninth tenth and largest value of one field."""
    values = sorted(float(row[name]) for row in rows)
    if not values:
        return "none"
    ninth = values[min(len(values) - 1, (len(values) * 9) // 10)]
    return f"median {statistics.median(values):.2f}, p90 {ninth:.2f}, most {values[-1]:.2f}"


def grouped(rows: Sequence[Row], name: str) -> Iterator[tuple[object, list[Row]]]:
    """Rows by the value of one field, in order."""
    for value in sorted({row[name] for row in rows}):
        yield value, [row for row in rows if row[name] == value]
