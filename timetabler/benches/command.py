"""The benches as commands; what is measured already is not measured again."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from timetabler.benches import edits, explanations, fet, quality, repairs, rival, trays
from timetabler.benches.results import Results, say
from timetabler.warmth import warm_up

Bench = Callable[[argparse.Namespace, Results], Iterator[str]]


def _files(parsed: argparse.Namespace) -> list[Path]:
    folder = parsed.folder
    if folder is None:
        return []
    found = sorted(folder.glob("*.xml")) or sorted(folder.glob("xhstt/*.xml"))
    return [path for path in found if not path.name.endswith(".plan.xml")]


def _quality(parsed: argparse.Namespace, results: Results) -> Iterator[str]:
    files = [path for path in _files(parsed) if parsed.only in path.stem]
    return quality.measure(results, files, parsed.seconds or 60.0, parsed.seeds)


def _repair(parsed: argparse.Namespace, results: Results) -> Iterator[str]:
    files = [path for path in _files(parsed) if parsed.only in path.stem]
    return repairs.measure(results, files, parsed.count or 40, parsed.seconds or 5.0)


def _explain(parsed: argparse.Namespace, results: Results) -> Iterator[str]:
    files = [path for path in _files(parsed) if parsed.only in path.stem]
    wanted = parsed.count or 30, parsed.seconds or 30.0
    return explanations.measure(results, files, *wanted, first=parsed.first)


def _tray(parsed: argparse.Namespace, results: Results) -> Iterator[str]:
    return trays.measure(results, parsed.seeds)


def _edit(parsed: argparse.Namespace, results: Results) -> Iterator[str]:
    return edits.measure(results, _files(parsed))


def _fet(parsed: argparse.Namespace, results: Results) -> Iterator[str]:
    folder = parsed.folder or Path(rival.EXAMPLES)
    seconds = fet.SECONDS if parsed.seconds is None else parsed.seconds
    names = [name for name in fet.files_in(folder) if parsed.only in name]
    return fet.measure(results, folder, names[: parsed.count], seconds, int(parsed.limit))


BENCHES: dict[str, tuple[Bench, tuple[str, ...]]] = {
    "quality": (_quality, ("instance", "seconds", "seed")),
    "repair": (_repair, ("source", "seed", "seconds")),
    "explain": (_explain, ("kind", "seed", "seconds")),
    "tray": (_tray, ("students", "seconds", "seed")),
    "edit": (_edit, ("source",)),
    "fet": (_fet, ("file",)),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a bench and print its table; 2 where it cannot run."""
    parsed = _parser().parse_args(arguments)
    if lack := _lack(parsed):
        say(lack, file=sys.stderr)
        return 2
    warm_up()
    bench, key = BENCHES[parsed.bench]
    results = Results(parsed.out or Path(f"timetabler-{parsed.bench}.jsonl"), key)
    table = list(bench(parsed, results))
    for line in [json.dumps(results.rows(), indent=1)] if parsed.json else table:
        say(line)
    return 0


def _lack(parsed: argparse.Namespace) -> str:
    """What keeps a bench from running, if anything does."""
    if parsed.bench == "fet" and not rival.is_there():
        return rival.REMEDY
    if parsed.folder and not parsed.folder.is_dir():
        return f"{parsed.folder}: no such folder"
    if parsed.bench == "quality" and not _files(parsed):
        return f"{parsed.folder or '--folder'}: no .xml files"
    return ""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="timetabler.benches", description=__doc__)
    parser.add_argument("bench", choices=sorted(BENCHES))
    parser.add_argument("--folder", type=Path, help="XHSTT files (fet: .fet files)")
    parser.add_argument("--only", default="", help="files with this in their names")
    parser.add_argument("--seconds", type=float, help="time limit of one run (fet: beyond FET's)")
    parser.add_argument("--count", type=int, help="how many runs (fet: files, small ones first)")
    parser.add_argument("--seeds", type=int, default=3, help="quality, tray: seeds 1, 2, 3 …")
    parser.add_argument("--first", type=int, default=1, help="explain: first seed")
    parser.add_argument("--limit", type=float, default=60.0, help="fet: FET's processor seconds")
    parser.add_argument("--json", action="store_true", help="print every run, not the table")
    parser.add_argument("--out", type=Path, help="file of results")
    return parser
