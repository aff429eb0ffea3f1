"""Head to head with FET on its own example files.

FET is given each file with a limit of processor seconds. What it solves, we import and place until
every hard rule is kept, in FET's seconds and some more on each of two cores: seconds of the
processor, for FET as for us, since other work may be going on. A file counts with the seconds that
it took, all of them where they were not enough. The plan is judged three times: by the referee
here, by what the import had to leave out, and by FET itself, which reads our file with every
activity locked to its place and must accept it.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from timetabler.benches import rival
from timetabler.benches.results import Results, Row, Stopwatch, spread
from timetabler.evaluate import judge
from timetabler.formats import InputFault, Source, read_problem, text_of
from timetabler.formats.fet.draft import FULL, weight_of
from timetabler.formats.markup import parse, render
from timetabler.formats.store import store
from timetabler.model import Plan, Problem
from timetabler.solve.options import Options, Progress
from timetabler.solve.portfolio import solve

REFEREE_SECONDS = 12
CHANCE = 5.0  # seconds that we may take beyond FET's, in the median
SECONDS = 45.0  # that we have beyond FET's
CORES = 2


def files_in(folder: Path) -> list[str]:
    """The files of a folder, small ones first: they answer soonest."""
    found = sorted(folder.rglob("*.fet"), key=lambda path: (path.stat().st_size, path))
    return [str(path.relative_to(folder)) for path in found]


def measure(
    results: Results, folder: Path, names: Sequence[str], seconds: float, limit: int
) -> Iterator[str]:
    """Gather FET's times, then ours on the files that FET solved."""
    rivals = Results(results.path.with_suffix(".rival.jsonl"), ("file",))
    theirs = rivals.gather(
        [{"file": name, "limit": limit} for name in names], lambda run: _theirs(folder, run)
    )
    solved = [row for row in theirs if row["solved"]]
    runs = [{"file": row["file"], "seconds": seconds, "fet": row["fet"]} for row in solved]
    rows = results.gather(runs, lambda run: _ours(folder, run))
    yield f"{len(names)} files, {len(solved)} of them solved by FET within {limit} CPU-s"
    yield from _table(rows)


def _theirs(folder: Path, run: Row) -> Row:
    found = rival.trial(folder / run["file"], run["limit"])
    return {"solved": found.solved, "fet": found.seconds, "word": found.word}


def _ours(folder: Path, run: Row) -> Row:
    """FET's seconds and some more, or fewer if that is enough."""
    watch = Stopwatch()
    try:
        source = read_problem(folder / run["file"])
    except InputFault as fault:
        return {"fault": str(fault), "lost": 1, "hard": -1, "two": 0.0, **watch.read()}
    plan = _place(source.problem, run["fet"] + run["seconds"])
    figures = watch.read()
    cost = judge(source.problem, plan).cost
    lost = [note for note in source.notes if _weighs(note)]
    row: Row = {"events": len(source.problem.events), "hard": cost.hard, "soft": cost.soft}
    row |= {"lost": len(lost), **figures, "notes": lost}
    row["two"] = round(row["cpu"] / CORES, 2)
    return {**row, "referee": _referee(source, plan, cost.hard)}


def _place(problem: Problem, seconds: float) -> Plan:
    """Search until every hard rule is kept."""
    whole: list[bool] = []

    def hear(progress: Progress) -> None:
        whole.extend([True] if progress.cost.hard == 0 else [])

    options = Options(seconds=seconds, workers=CORES, busy=True)
    return solve(problem, options, listener=hear, cancelled=lambda: bool(whole)).plan


def _weighs(note: str) -> bool:
    harmless = ("not active", "declared before", "(a wish)")
    return not any(word in note for word in harmless)


def _referee(source: Source, plan: Plan, hard: int) -> str:
    """What FET says of our plan."""
    if hard:
        return "-"
    with TemporaryDirectory(prefix="plan-") as folder:
        path = Path(folder) / "plan.fet"
        store(path, _musts(text_of(source, path, plan=plan)))
        found = rival.trial(path, REFEREE_SECONDS)
    return "accepted" if found.solved else found.word


def _musts(text: str) -> str:
    """The file with its wishes put to rest: FET heeds each of them by chance, over and over."""
    root = parse(text.encode(), "")
    for part in ("Time_Constraints_List", "Space_Constraints_List"):
        for node in root.inside(part):
            active = node.first("Active")
            if active and weight_of(node) < FULL:
                active.text = "false"
    return render(root)


def _table(rows: Sequence[Row]) -> Iterator[str]:
    head = f"{'file':72}{'events':>7}{'lost':>5}{'FET s':>8}{'ours s':>8}{'clock':>8}"
    yield f"{head}{'hard':>6}  FET says"
    for row in rows:
        name = row["file"][-70:]
        line = f"{name:72}{row.get('events', 0):7}{row['lost']:5}{row['fet']:8.2f}"
        line += f"{row['two']:8.2f}{row['wall']:8.2f}{row['hard']:6}"
        yield f"{line}  {str(row.get('referee', row.get('fault')))[:60]}"
    if not rows:
        return
    whole = [row for row in rows if not row["lost"]]
    kept = [row for row in rows if row["hard"] == 0]
    accepted = sum(row["referee"] == "accepted" for row in kept)
    yield f"imported whole: {len(whole)} of {len(rows)}"
    yield f"placed, every hard rule kept: {len(kept)}, accepted by FET: {accepted}"
    beyond = [row["two"] - row["fet"] for row in rows]
    yield f"seconds beyond FET's: median {median(beyond):.2f} (allowed {CHANCE:.0f})"
    yield f"ours on two cores: {spread(rows, 'two')}; by the clock: {spread(rows, 'wall')}"
