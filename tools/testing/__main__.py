"""Chooses what to run: checks, tests, journeys, benches."""

from __future__ import annotations

import argparse
import os
import sys
import time

from digione.config import messages
from tools.environment import ROOT, say

from . import browser, checking, suite

TIMETABLER = {"timetabler": "quality"} | {
    name: name for name in ("repair", "explain", "tray", "edit", "fet")
}


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "digione.config.settings")
    given = _parser().parse_args()
    if given.bench:
        return _bench(given)
    messages.compile_all()
    began = time.monotonic()
    results = list(_steps(given))
    say("\nAll", f"{'well' if not any(results) else 'NOT WELL'} ({time.monotonic() - began:.0f} s)")
    return int(any(results))


def _steps(given: argparse.Namespace) -> list[int]:
    if given.pictures:
        os.environ["PICTURES"] = "1"
    if given.journeys or given.pictures:
        return [_journeys()]
    failed = checking.run_all(ROOT)
    tests = suite.run("-m", "not slow") if given.fast else suite.run()
    return [failed, tests] if given.fast else [failed, tests, _journeys()]


def _journeys() -> int:
    stories = ROOT / "journeys"
    if not browser.path():
        say("Journeys", f"SKIPPED: {browser.REMEDY}")
        return 0
    return suite.run_journeys(stories)


def _bench(given: argparse.Namespace) -> int:
    command = [sys.executable, "-m", *(_promised(given) or ["tools.bench.pages"])]
    os.execv(command[0], command + ["--json"] * given.json)


def _promised(given: argparse.Namespace) -> list[str]:
    """A bench of the timetabler with its options; none for the pages."""
    if given.bench not in TIMETABLER:
        return []
    named = ("folder", "seconds", "seeds", "count")
    values = ((name, getattr(given, name)) for name in named)
    options = (part for name, value in values if value for part in (f"--{name}", str(value)))
    return ["timetabler.benches", TIMETABLER[given.bench], *options]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("test.py", description=__doc__)
    parser.add_argument("--fast", action="store_true", help="checks and quick tests")
    parser.add_argument("--journeys", action="store_true", help="only the stories in a browser")
    parser.add_argument("--pictures", action="store_true", help="the stories, and docs/pictures")
    parser.add_argument("--bench", choices=("pages", *TIMETABLER), help="measure, assert nothing")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    parser.add_argument("--folder", help="bench timetabler: the problems")
    parser.add_argument("--seconds", type=int, help="bench timetabler: for one problem")
    parser.add_argument("--seeds", type=int, help="bench timetabler: runs of one problem")
    parser.add_argument("--count", type=int, help="bench repair, explain, fet: how many runs")
    return parser


if __name__ == "__main__":
    sys.exit(main())
