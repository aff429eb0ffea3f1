"""Quality measured: every XHSTT file, several seeds, beside the best published cost."""

import csv
import statistics
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from timetabler.benches.results import Results, Row, Stopwatch, grouped, say
from timetabler.evaluate import Cost, judge
from timetabler.formats import read_problem
from timetabler.formats.faults import InputFault
from timetabler.solve.options import Options
from timetabler.solve.portfolio import solve

PUBLISHED = "best-known.csv"
WORKERS = 2


def measure(results: Results, files: Sequence[Path], seconds: float, seeds: int) -> Iterator[str]:
    """Gather every file with seeds 1, 2, 3 …; a file that cannot be read is told and left out."""
    for path in files:
        runs: list[Row] = [
            {"instance": path.stem, "seconds": seconds, "seed": seed}
            for seed in range(1, seeds + 1)
        ]
        try:
            results.gather(runs, partial(_solve, path))
        except InputFault as fault:
            say(str(fault), file=sys.stderr)
    yield from _table(results.rows(), published(files[0].parent))


def _solve(path: Path, run: Row) -> Row:
    watch = Stopwatch()
    problem = read_problem(path).problem
    options = Options(seconds=run["seconds"], workers=WORKERS, seed=run["seed"])
    found = solve(problem, options)
    figures, cost = watch.read(), judge(problem, found.plan).cost
    return {"hard": cost.hard, "soft": cost.soft, "bound": found.bound, **figures}


def published(folder: Path) -> Mapping[str, Cost]:
    """Best published costs by file name, from a table in the folder or above it."""
    for place in (folder, folder.parent):
        table = place / PUBLISHED
        if table.exists():
            with table.open(encoding="utf-8") as file:
                rows = csv.DictReader(file)
                return {r["instance"]: Cost(int(r["best_hard"]), int(r["best_soft"])) for r in rows}
    return {}


def median(rows: Sequence[Row]) -> Cost:
    """Median cost of some runs; between two, the worse."""
    return statistics.median_high([Cost(row["hard"], row["soft"]) for row in rows])


def score(best: Cost, cost: Cost) -> float:
    """(best + 10) / (cost + 10); 0 where a hard rule is broken."""
    return 0.0 if cost.hard else (best.soft + 10) / (cost.soft + 10)


def _table(rows: Sequence[Row], best: Mapping[str, Cost]) -> Iterator[str]:
    """A line for each time limit and instance, and the mean score of each time limit."""
    yield f"{'instance':45}{'seconds':>8}{'runs':>5}{'median':>14}{'best':>12}{'score':>7}"
    for seconds, timed in grouped(rows, "seconds"):
        scores = []
        for name, own in grouped(timed, "instance"):
            cost, known = median(own), best.get(str(name))
            line = f"{name!s:45}{seconds:8.0f}{len(own):5}{cost!s:>14}"
            if known:
                scores.append(score(known, cost))
                line += f"{known!s:>12}{scores[-1]:7.2f}"
            yield line
        if scores:
            mean = statistics.mean(scores)
            yield f"mean score at {seconds:.0f} s over {len(scores)}: {mean:.3f}"
