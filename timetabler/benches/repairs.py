"""Repair measured: seeded disturbances of finished plans, from files and of made-up schools.

Each file is solved once, and the plan kept beside the results. A tenth of the events that the
disturbance does not touch is locked. "Possible" says whether a plan with every hard rule kept is
known to exist (or not to) where the repair broke one: asked of `explain`, with a minute's time and
the locked events held by rules to their times and resources.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from timetabler.benches.results import Results, Row, Stopwatch, grouped, spread
from timetabler.chances import chances
from timetabler.evaluate import judge
from timetabler.explain import Verdict, explain
from timetabler.formats import read_problem
from timetabler.formats.store import store
from timetabler.generate import School, make_school
from timetabler.generate.disturbances import disturbance
from timetabler.model import Plan, Problem
from timetabler.repair import Mended, Order, alternatives, mend
from timetabler.rules import PreferResources, PreferTimes, Rule
from timetabler.solve.options import Options, Progress
from timetabler.solve.portfolio import solve

MADE_UP = (School(classes=8, teachers=13), School(classes=16, teachers=26, load=0.75))
SOLVING, LONGEST_SOLVING, ASKING = 30.0, 120.0, 60.0
LOCKED_SHARE = 0.1


def measure(results: Results, files: Sequence[Path], count: int, seconds: float) -> Iterator[str]:
    """Gather `count` disturbances spread over the files and the made-up schools."""
    kept = results.path.parent
    known = [*map(str, files), *(f"made up {n + 1}" for n in range(len(MADE_UP)))]
    sources = [source for source in known if _is_whole(source, kept)]
    yield from (f"left out, no whole plan found: {x}" for x in known if x not in sources)
    runs = [
        {"source": Path(sources[n % len(sources)]).stem, "seed": n + 1, "seconds": seconds}
        for n in range(count)
    ]
    paths = {Path(source).stem: source for source in sources}
    rows = results.gather(runs, lambda run: _mend(paths[run["source"]], run, kept))
    yield from _table(rows)


@cache
def _school(source: str, kept: Path) -> tuple[Problem, Plan]:
    if source.startswith("made up"):
        return make_school(MADE_UP[int(source.rsplit(maxsplit=1)[-1]) - 1])
    plan_file = kept / f"{Path(source).stem}.plan.xml"
    if not plan_file.exists():
        read = read_problem(Path(source))
        store(plan_file, read.with_plan(_solved(read.problem)))
    read = read_problem(plan_file)
    plan = read.best_plan()
    if plan is None:
        raise LookupError(plan_file)
    return read.problem, plan


def _is_whole(source: str, kept: Path) -> bool:
    problem, plan = _school(source, kept)
    return judge(problem, plan).cost.hard == 0


def _solved(problem: Problem) -> Plan:
    """A good plan: some time for it, and more where hard rules are broken still."""
    watch, found = Stopwatch(), [False]

    def hear(progress: Progress) -> None:
        found[0] = progress.cost.hard == 0

    def enough() -> bool:
        return found[0] and float(watch.read()["wall"]) > SOLVING

    options = Options(seconds=LONGEST_SOLVING)
    return solve(problem, options, listener=hear, cancelled=enough).plan


def _mend(source: str, run: Row, kept: Path) -> Row:
    problem, plan = _school(source, kept)
    upset = disturbance(problem, plan, run["seed"])
    locked = _locked(upset.problem, plan, run["seed"])
    order = Order(seconds=run["seconds"], locked=locked, seed=run["seed"])
    watch = Stopwatch()
    found = mend(upset.problem, plan, order)
    figures = watch.read()
    row = {"kind": upset.kind.value, "words": upset.words, **_said(found), **figures}
    row["locked_moved"] = len({x.event for x in found.moved} & locked)
    held = _held(upset.problem, plan, locked)
    row["possible"] = _possible(held) if found.cost.hard else True
    watch = Stopwatch()
    ways = alternatives(upset.problem, plan, order)
    row["three"] = [[w.prefer.value, len(w.moved), w.cost.hard, w.cost.soft] for w in ways]
    return {**row, "three_wall": watch.read()["wall"]}


def _said(found: Mended) -> Row:
    return {
        "hit": found.hit,
        "moved": len(found.moved),
        "hard": found.cost.hard,
        "soft": found.cost.soft,
        "proved": found.proved,
    }


def _locked(problem: Problem, plan: Plan, seed: int) -> frozenset[int]:
    """A tenth of the events, none of which must move."""
    upset = problem.rules[-1].points()[0]
    free = [
        number
        for number, event in enumerate(problem.events)
        if number not in upset.events
        and not {seat.resource for seat in event.seats} & set(upset.resources)
    ]
    return frozenset(chances(seed).sample(free, round(LOCKED_SHARE * len(free))))


def _held(problem: Problem, plan: Plan, locked: frozenset[int]) -> Problem:
    """The problem with hard rules that hold the locked events to where they are, and with whom."""
    rules: list[Rule] = []
    for number in sorted(locked):
        own, event = [x for x in plan.lessons if x.event == number], problem.events[number]
        times = frozenset(x.start for x in own if x.start is not None)
        rules.append(PreferTimes(id=f"held-{number}", events=(number,), times=times))
        for place, seat in enumerate(event.seats):
            if seat.resource is None:
                taken = frozenset(r for x in own if (r := x.resources[place]) is not None)
                name = f"held-{number}-{place}"
                rules.append(
                    PreferResources(id=name, events=(number,), role=seat.role, resources=taken)
                )
    return replace(problem, rules=(*problem.rules, *rules))


def _possible(problem: Problem) -> bool | None:
    verdict = explain(problem, ASKING).verdict
    return None if verdict is Verdict.UNDECIDED else verdict is Verdict.POSSIBLE


def _table(rows: Sequence[Row]) -> Iterator[str]:
    yield f"{'disturbance':16}{'runs':>5}{'hard 0':>8}{'possible':>10}{'moved/hit':>11}"
    for kind, own in [*grouped(rows, "kind"), ("all", list(rows))]:
        whole = sum(not row["hard"] for row in own)
        possible = sum(row["possible"] is not False for row in own)
        yield f"{kind:16}{len(own):5}{whole:8}{possible:10}{_ratio(own):>11}"
    yield f"seconds by the clock: {spread(rows, 'wall')}; of the processor: {spread(rows, 'cpu')}"
    yield f"locked lessons moved: {sum(row['locked_moved'] for row in rows)}"
    yield f"three ways, seconds: {spread(rows, 'three_wall')}"


def _ratio(rows: Sequence[Row]) -> str:
    ratios = sorted(row["moved"] / max(1, row["hit"]) for row in rows if not row["hard"])
    return f"{ratios[len(ratios) // 2]:.2f}" if ratios else "-"
