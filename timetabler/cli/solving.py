"""`solve`: search for a plan; every better one is written at once, whole."""

import argparse
import sys
import time

from timetabler.cli.limits import add_limits, get_ready, options
from timetabler.evaluate import Cost
from timetabler.formats import check_writable, read_problem, text_of
from timetabler.formats.store import store
from timetabler.solve.options import Options, Progress, Solution
from timetabler.solve.portfolio import solve

NAME = "solve"
HELP = "search for the best plan within a time limit and write it in the format of the output file"


def add_options(command: argparse.ArgumentParser) -> None:
    """Let the command take its options."""
    add_limits(command, default=60.0)
    command.add_argument("--again", action="store_true", help="begin from the file's own plan")
    command.add_argument(
        "--counted", action="store_true", help="count work, not time: the same plan on any machine"
    )
    command.add_argument("--quiet", action="store_true", help="say only the final cost")


def run(parsed: argparse.Namespace) -> int:
    """Search, and say how good the plan is."""
    if parsed.output:
        check_writable(parsed.output)
    source = read_problem(parsed.file, parsed.instance)
    for note in source.notes:
        print(f"note: {note}", file=sys.stderr)  # noqa: T201
    warm = source.best_plan() if parsed.again else None

    def hear(progress: Progress) -> None:
        if not parsed.quiet:
            line = f"{progress.seconds:8.1f} s  {progress.cost}  {progress.method}"
            print(line, file=sys.stderr, flush=True)  # noqa: T201
        if parsed.output:
            store(parsed.output, text_of(source, parsed.output, plan=progress.plan))

    limits = options(parsed)
    compiling = get_ready()
    begun = 0.0 if parsed.counted else time.monotonic() - parsed.begun - compiling
    left = Options(
        seconds=max(0.5, limits.seconds - begun),
        workers=limits.workers,
        seed=limits.seed,
        counted=parsed.counted,
    )
    found = solve(source.problem, left, warm=warm, listener=hear)
    if parsed.output:
        store(parsed.output, text_of(source, parsed.output, plan=found.plan))
    return _say(found, left.workers)


def _say(found: Solution, workers: int) -> int:
    print(f"cost {found.cost} (hard, soft), at least {Cost(0, found.bound)}")  # noqa: T201
    if found.lost:
        what = f"{found.lost} of {workers} worker processes died before the end"
        remedy = "the plan is what was found by then; out of memory? --workers 1 needs less"
        print(f"warning: {what}: {remedy}", file=sys.stderr)  # noqa: T201
    return int(found.cost.hard > 0 or found.lost >= workers)
