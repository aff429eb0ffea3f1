"""`solve`: search for a plan; every better one is written at once, whole."""

import argparse

from timetabler.cli.ending import Ending
from timetabler.cli.files import Target, read
from timetabler.cli.limits import add_limits, get_ready, options
from timetabler.cli.speech import remark, say
from timetabler.evaluate import Cost
from timetabler.solve.options import Progress, Solution
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
    target = Target(parsed.output)
    source = read(parsed)
    warm = source.best_plan() if parsed.again else None

    def hear(progress: Progress) -> None:
        target.put(source, progress.plan)
        if not parsed.quiet:
            remark(f"{progress.seconds:8.1f} s  {progress.cost}  {progress.method}")

    get_ready(parsed)
    limits = options(parsed)
    with Ending() as ending:
        found = solve(source.problem, limits, warm=warm, listener=hear, cancelled=ending.asked)
        target.put(source, found.plan)
    target.close()
    return _say(found, limits.workers)


def _say(found: Solution, workers: int) -> int:
    say(f"cost {found.cost} (hard, soft), at least {Cost(0, found.bound)}")
    if found.lost:
        what = f"{found.lost} of {workers} worker processes died before the end"
        remedy = "; out of memory? --workers 1 needs less" if workers > 1 else ""
        remark(f"warning: {what}: the plan is what was found by then{remedy}")
    return int(found.cost.hard > 0 or found.lost >= workers)
