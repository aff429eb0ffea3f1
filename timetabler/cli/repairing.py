"""`repair`: mend the plan in a file after somebody or something became unavailable."""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from timetabler.cli.limits import add_limits, get_ready
from timetabler.formats import read_problem
from timetabler.formats.faults import InputFault
from timetabler.formats.store import check_place, store
from timetabler.model import Problem
from timetabler.repair import Mended, Order, Prefer, mend
from timetabler.rules import AvoidUnavailable

NAME = "repair"
HELP = "mend the plan in a file with as few moves as can be"
WAYS = {"moves": Prefer.FEWEST_MOVES, "people": Prefer.FEWEST_PEOPLE, "best": Prefer.BEST_PLAN}


def add_options(command: argparse.ArgumentParser) -> None:
    """Let the command take its options."""
    add_limits(command, default=5.0)
    command.add_argument(
        "--closed",
        action="append",
        default=[],
        metavar="RESOURCE=TIME,…",
        help="times (or time groups) at which a resource is no longer available",
    )
    command.add_argument("--lock", action="append", default=[], help="id of an event that stays")
    command.add_argument("--prefer", choices=WAYS, default="moves", help="what counts first")


def run(parsed: argparse.Namespace) -> int:
    """Mend, and say what moved."""
    if parsed.output:
        check_place(parsed.output)
    source = read_problem(parsed.file, parsed.instance)
    plan = source.best_plan()
    if plan is None:
        raise InputFault("the file holds no plan of this instance", file=str(parsed.file))
    rules = [_closed(source.problem, text, name) for text, name in _named(source.problem, parsed)]
    problem = replace(source.problem, rules=(*source.problem.rules, *rules))
    order = Order(
        prefer=WAYS[parsed.prefer],
        locked=frozenset(_event(problem, name) for name in parsed.lock),
        seconds=parsed.seconds,
        seed=parsed.seed,
        workers=parsed.workers,
    )
    get_ready()
    mended = mend(problem, plan, order)
    for line in _lines(problem, mended):
        print(line)  # noqa: T201
    if parsed.output:
        changed = replace(source, problem=problem, root=None)
        store(parsed.output, changed.with_plan(mended.plan))
    return int(mended.cost.hard > 0)


def _lines(problem: Problem, mended: Mended) -> list[str]:
    proof = ", the fewest possible nearby" if mended.proved else ""
    lines = [f"cost {mended.cost}; hit {mended.hit}, moved {len(mended.moved)}{proof}"]
    for lesson in mended.moved:
        when = "unplaced" if lesson.start is None else problem.calendar.times[lesson.start]
        lines.append(f"  {problem.events[lesson.event].id} -> {when}")
    return lines


def _named(problem: Problem, parsed: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """What is closed, each with an id that no rule of an earlier repair has."""
    taken = {rule.id for rule in problem.rules}
    free = (name for n in count(1) if (name := f"closed-{n}") not in taken)
    return zip(parsed.closed, free, strict=False)


def _closed(problem: Problem, text: str, own: str) -> AvoidUnavailable:
    name, sign, times = text.partition("=")
    resources = {resource.id: index for index, resource in enumerate(problem.resources)}
    if not sign or name not in resources:
        raise InputFault(f"no resource {name!r}; write RESOURCE=TIME,…", element="--closed")
    groups = {group.id: group.members for group in problem.calendar.groups}
    single = {time: (index,) for index, time in enumerate(problem.calendar.times)}
    found: set[int] = set()
    for wanted in times.split(","):
        if wanted not in groups and wanted not in single:
            raise InputFault(f"no time or time group {wanted!r}", element="--closed")
        found.update(single.get(wanted) or groups[wanted])
    closed = tuple(sorted(found))
    return AvoidUnavailable(id=own, resources=(resources[name],), times=closed)


def _event(problem: Problem, name: str) -> int:
    events = {event.id: index for index, event in enumerate(problem.events)}
    if name not in events:
        raise InputFault(f"no event {name!r}", element="--lock")
    return events[name]
