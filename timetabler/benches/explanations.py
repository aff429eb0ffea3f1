"""Explanation measured: planted contradictions of five kinds, and schools that can be planned.

That a set contradicts itself and is minimal is not believed: it is asked anew, and each of its
rules is dropped in turn and the rest handed to CP-SAT; the referee must find the plan that it
answers with to keep them all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from timetabler.benches.results import Results, Row, Stopwatch, grouped, spread
from timetabler.evaluate import judge
from timetabler.explain import Explanation, Verdict, explain
from timetabler.explain.contradiction import Court
from timetabler.formats import read_problem
from timetabler.generate import School, make_school
from timetabler.generate.contradictions import PLANTED, Kind, contradiction
from timetabler.model import Problem
from timetabler.rules import without

FEASIBLE = "feasible"
SIZES = (School(classes=6, teachers=10), School(classes=10, teachers=16))
CHECKING = 20.0


def measure(
    results: Results, files: Sequence[Path], count: int, seconds: float, first: int
) -> Iterator[str]:
    """Gather `count` contradictions with seeds from `first` on, and schools without any."""
    kinds = list(Kind)
    planted: list[Row] = [
        {"kind": kinds[n % len(kinds)].value, "seed": first + n // len(kinds), "seconds": seconds}
        for n in range(count)
    ]
    sound: list[Row] = [
        {"kind": FEASIBLE, "seed": name, "seconds": seconds}
        for name in [*range(first, first + 6), *map(str, files)]
    ]
    yield from _table(results.gather(planted + sound, _explain))


def _problem(run: Row) -> Problem:
    if run["kind"] != FEASIBLE:
        return contradiction(Kind(run["kind"]), run["seed"], SIZES[run["seed"] % len(SIZES)])
    if isinstance(run["seed"], str):
        return read_problem(Path(run["seed"])).problem
    return make_school(replace(SIZES[run["seed"] % len(SIZES)], seed=run["seed"]))[0]


def _explain(run: Row) -> Row:
    problem = _problem(run)
    watch = Stopwatch()
    found = explain(problem, run["seconds"], seed=1)
    figures = {"verdict": found.verdict.value, **watch.read(), "reasons": len(found.reasons)}
    named = any(reason.rule.id == PLANTED for reason in found.reasons)
    row = {**figures, "planted": named, "claimed": found.minimal, "needed": 0}
    if found.reasons:
        row["contradict"] = _kept(problem, found, -1) is False
        kept = (_kept(problem, found, n) for n in range(len(found.reasons)))
        row["needed"] = sum(map(bool, kept))
    return row


def _kept(problem: Problem, found: Explanation, dropped: int) -> bool | None:
    """Whether the reasons less one can all be kept."""
    rules = []
    reasons = {(id(r.rule), r.point): n for n, r in enumerate(found.reasons)}
    for rule in problem.rules:
        kept = replace(rule)
        for point in rule.points():
            if reasons.get((id(rule), point)) in {None, dropped}:
                kept = without(kept, point)
        if kept.points():
            rules.append(kept)
    eased = replace(problem, rules=tuple(rules))
    court = Court(eased)
    decisions = court.prepare(court.events_of(court.hard))
    possible = court.ask(decisions, court.hard, CHECKING)
    if possible and judge(eased, court.plan(decisions)).cost.hard:
        return None
    return possible


def _is_minimal(row: Row) -> bool:
    return bool(row["claimed"] and row["contradict"] and row["needed"] == row["reasons"])


def _table(rows: Sequence[Row]) -> Iterator[str]:
    planted = [row for row in rows if row["kind"] != FEASIBLE]
    head = f"{'kind':24}{'runs':>5}{'found':>7}{'planted':>9}{'minimal':>9}{'reasons':>9}"
    yield head + "  seconds"
    for kind, own in [*grouped(planted, "kind"), ("all", planted)]:
        found = sum(row["verdict"] == Verdict.IMPOSSIBLE.value for row in own)
        named = sum(row["planted"] for row in own)
        minimal = sum(_is_minimal(row) for row in own)
        most = max(row["reasons"] for row in own)
        yield f"{kind:24}{len(own):5}{found:7}{named:9}{minimal:9}{most:9}  {spread(own, 'wall')}"
    yield f"processor seconds: {spread(planted, 'cpu')}"
    sound = [row for row in rows if row["kind"] == FEASIBLE]
    doubted = sum(row["verdict"] == Verdict.IMPOSSIBLE.value for row in sound)
    shown = sum(row["verdict"] == Verdict.POSSIBLE.value for row in sound)
    yield f"feasible: {len(sound)}, a plan shown for {shown}, called impossible {doubted}"
