"""The course tray measured: choices met, nothing double, the time kept, and a tray re-opened.

After planning, one student in twenty changes one choice for another course; the others should
hardly notice.
"""

from collections.abc import Iterator, Sequence

from timetabler.benches.results import Results, Row, Stopwatch, grouped, spread
from timetabler.chances import chances
from timetabler.generate.trays import TraySize, make_tray
from timetabler.tray import Placement, Tray, TrayOptions, plan_tray, reopen, verdict

# Students, and seconds by the clock.
SIZES = ((150, 60.0), (400, 120.0), (1000, 300.0))
CHANGING = 0.05


def measure(results: Results, seeds: int, share: float = 1.0) -> Iterator[str]:
    """Gather every size with seeds 1, 2, 3 …; `share` of the usual time."""
    runs: list[Row] = [
        {"students": students, "seconds": seconds * share, "seed": seed}
        for seed in range(1, seeds + 1)
        for students, seconds in SIZES
    ]
    yield from _table(results.gather(runs, _plan))


def _plan(run: Row) -> Row:
    tray = make_tray(TraySize(students=run["students"], seed=run["seed"]))
    watch = Stopwatch()
    placement = plan_tray(tray, TrayOptions(seconds=run["seconds"], seed=run["seed"]))
    figures, found = watch.read(), verdict(tray, placement)
    row = {"choices": found.choices, "share": round(100 * found.share, 3), "sound": found.sound}
    return {**row, **figures, **_again(tray, placement, run["seed"])}


def _again(tray: Tray, placement: Placement, seed: int) -> Row:
    """Re-open the tray; how many seats of students who changed nothing are others then."""
    changed = changes(tray, seed)
    watch = Stopwatch()
    after, again = reopen(tray, placement, changed)
    wall, found = watch.read()["wall"], verdict(after, again)
    others = [n for n in range(len(tray.students)) if n not in changed]
    seats = sum(len(tray.students[n].choices) for n in others)
    pairs = [(placement.seats[n], again.seats[n]) for n in others]
    moved = sum(a != b for before, now in pairs for a, b in zip(before, now, strict=True))
    return {
        "again": round(100 * found.share, 3),
        "again_sound": found.sound,
        "moved": round(100 * moved / seats, 3),
        "again_wall": wall,
    }


def changes(tray: Tray, seed: int) -> dict[int, tuple[int, ...]]:
    """New choices of some students: one course given up for another."""
    random = chances(seed)
    number = round(CHANGING * len(tray.students))
    found = {}
    for student in random.sample(range(len(tray.students)), number):
        old = tray.students[student].choices
        given_up = random.choice(old)
        fresh = random.choice([c for c in range(len(tray.courses)) if c not in old])
        found[student] = tuple(sorted({*old, fresh} - {given_up}))
    return found


def _table(rows: Sequence[Row]) -> Iterator[str]:
    head = f"{'students':>8}{'seconds':>8}{'runs':>5}{'least %':>9}{'sound':>6}"
    yield f"{head}{'re-opened %':>12}{'moved %':>9}"
    for students, own in grouped(rows, "students"):
        sound = all(row["sound"] and row["again_sound"] for row in own)
        line = (
            f"{students:8}{own[0]['seconds']:8.0f}{len(own):5}{min(r['share'] for r in own):9.2f}"
        )
        line += f"{'yes' if sound else 'NO':>6}{min(r['again'] for r in own):12.2f}"
        yield f"{line}{max(r['moved'] for r in own):9.2f}"
        over = max(row["wall"] - row["seconds"] for row in own)
        yield f"{'':8} beyond the limit: {over:.2f} s; processor seconds: {spread(own, 'cpu')}"
