"""`repair`: mend the plan in a file after somebody or something became unavailable."""

import argparse
from itertools import count

from timetabler.cli.ending import Ending
from timetabler.cli.files import Target, plan_of, read
from timetabler.cli.limits import add_limits, get_ready, left
from timetabler.cli.speech import say
from timetabler.formats.faults import InputFault
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
    target = Target(parsed.output)
    source = read(parsed)
    plan = plan_of(parsed, source)
    changed = source.with_rules(_closures(source.problem, parsed.closed))
    get_ready(parsed)
    order = Order(
        prefer=WAYS[parsed.prefer],
        locked=frozenset(_event(changed.problem, name) for name in parsed.lock),
        seconds=left(parsed),
        seed=parsed.seed,
        workers=parsed.workers,
    )
    with Ending() as ending:
        mended = mend(changed.problem, plan, order, cancelled=ending.asked)
        target.put(changed, mended.plan)
    for line in _lines(changed.problem, mended):
        say(line)
    target.close()
    return int(mended.cost.hard > 0)


def _lines(problem: Problem, mended: Mended) -> list[str]:
    proof = ", the fewest possible nearby" if mended.proved else ""
    lines = [f"cost {mended.cost}; hit {mended.hit}, moved {len(mended.moved)}{proof}"]
    for lesson in mended.moved:
        when = "unplaced" if lesson.start is None else problem.calendar.times[lesson.start]
        lines.append(f"  {problem.events[lesson.event].id} -> {when}")
    return lines


def _closures(problem: Problem, wanted: list[str]) -> tuple[AvoidUnavailable, ...]:
    """A rule for each closure, with an id that no rule of the problem has."""
    known = {rule.id for rule in problem.rules}
    ids = (name for n in count(1) if (name := f"closed-{n}") not in known)
    return tuple(_closed(problem, text, name) for text, name in zip(wanted, ids, strict=False))


def _closed(problem: Problem, text: str, rule: str) -> AvoidUnavailable:
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
    return AvoidUnavailable(id=rule, resources=(resources[name],), times=closed)


def _event(problem: Problem, name: str) -> int:
    events = {event.id: index for index, event in enumerate(problem.events)}
    if name not in events:
        raise InputFault(f"no event {name!r}", element="--lock")
    return events[name]
