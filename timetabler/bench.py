"""The benchmark: every XHSTT file of a folder, several seeds, beside the best published cost.

Results are gathered in one file over several runs, a line for each instance, seed and time
limit, so that a long table can be measured in pieces. Plans are judged by the referee alone.
"""

import argparse
import csv
import json
import os
import statistics
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from timetabler.evaluate import Cost, judge
from timetabler.formats import read_problem
from timetabler.formats.faults import InputFault
from timetabler.solve.options import Options
from timetabler.solve.portfolio import solve
from timetabler.warmth import warm_up

PUBLISHED = "best-known.csv"
RESULTS = "timetabler-results.jsonl"


@dataclass(frozen=True)
class Result:
    """One run; `load` is the machine's load average at its end: above 2 the run was crowded."""

    instance: str
    seconds: float
    seed: int
    hard: int
    soft: int
    bound: int
    wall: float
    load: float


def run(path: Path, seconds: float, seed: int) -> Result:
    """Solve one file once."""
    begun = time.monotonic()
    problem = read_problem(path).problem
    found = solve(problem, Options(seconds=seconds, workers=2, seed=seed))
    cost = judge(problem, found.plan).cost
    wall = time.monotonic() - begun
    load = os.getloadavg()[0]
    return Result(path.stem, seconds, seed, cost.hard, cost.soft, found.bound, wall, load)


def published(folder: Path) -> Mapping[str, Cost]:
    """Best published costs by file name, from a table in the folder or above it."""
    for place in (folder, folder.parent):
        table = place / PUBLISHED
        if table.exists():
            with table.open(encoding="utf-8") as file:
                rows = csv.DictReader(file)
                return {r["instance"]: Cost(int(r["best_hard"]), int(r["best_soft"])) for r in rows}
    return {}


def median(results: list[Result]) -> Cost:
    """Median cost of some runs; between two, the worse."""
    return statistics.median_high([Cost(r.hard, r.soft) for r in results])


def score(best: Cost, cost: Cost) -> float:
    """(best + 10) / (cost + 10); 0 where a hard rule is broken."""
    return 0.0 if cost.hard else (best.soft + 10) / (cost.soft + 10)


def table(results: list[Result], best: Mapping[str, Cost]) -> Iterator[str]:
    """A line for each instance and time limit, and the mean score of each time limit."""
    yield f"{'instance':45}{'seconds':>8}{'runs':>5}{'median':>14}{'best':>12}{'score':>7}"
    scores: dict[float, list[float]] = {}
    for seconds, name in sorted({(r.seconds, r.instance) for r in results}):
        own = [r for r in results if (r.seconds, r.instance) == (seconds, name)]
        cost, known = median(own), best.get(name)
        line = f"{name:45}{seconds:8.0f}{len(own):5}{cost!s:>14}"
        if known:
            scores.setdefault(seconds, []).append(score(known, cost))
            line += f"{known!s:>12}{scores[seconds][-1]:7.2f}"
        yield line
    for seconds, found in sorted(scores.items()):
        yield f"mean score at {seconds:.0f} s over {len(found)}: {statistics.mean(found):.3f}"


def earlier(out: Path) -> list[Result]:
    """Results that earlier runs gathered."""
    if not out.exists():
        return []
    return [Result(**json.loads(line)) for line in out.read_text(encoding="utf-8").splitlines()]


def main(
    folder: Path, seconds: float, seeds: int, out: Path | None = None, *, as_json: bool = False
) -> int:
    """Run what the results file does not hold yet, then print the table; 2 for a bad folder."""
    out = out or Path(RESULTS)
    files = sorted(folder.glob("*.xml")) or sorted(folder.glob("xhstt/*.xml"))
    if not files:
        print(f"{folder}: no .xml files", file=sys.stderr)  # noqa: T201 - a command speaks
        return 2
    warm_up()
    known = {(r.instance, r.seconds, r.seed) for r in earlier(out)}
    for path in files:
        for seed in range(1, seeds + 1):
            if (path.stem, seconds, seed) not in known:
                _gather(path, seconds, seed, out)
    if as_json:
        print(json.dumps([asdict(result) for result in earlier(out)], indent=1))  # noqa: T201
        return 0
    for line in table(earlier(out), published(files[0].parent)):
        print(line)  # noqa: T201
    return 0


def _gather(path: Path, seconds: float, seed: int, out: Path) -> None:
    try:
        result = run(path, seconds, seed)
    except InputFault as fault:
        print(fault, file=sys.stderr)  # noqa: T201
        return
    with out.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(result)) + "\n")
    cost = Cost(result.hard, result.soft)
    print(f"{result.instance} seed {seed}: {cost} in {result.wall:.0f} s", flush=True)  # noqa: T201


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="timetabler.bench", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=None)
    parser.add_argument("--json", action="store_true", help="print every run instead of the table")
    return parser


def command() -> int:
    """The benchmark as a command."""
    chosen = _parser().parse_args()
    wanted = chosen.folder, chosen.seconds, chosen.seeds, chosen.out
    return main(*wanted, as_json=chosen.json)


if __name__ == "__main__":
    sys.exit(command())
