"""Runs the checks, two at a time, with a line for each."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from tools.checks import ALL, Check
from tools.environment import say

_AT_ONCE = 2
_SHOWN = 40


def run_all(root: Path, checks: tuple[Check, ...] = ALL) -> int:
    """How many do not hold."""
    failed = 0
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for done in as_completed(pool.submit(_timed, check, root) for check in checks):
            check, found, seconds = done.result()
            failed += bool(found)
            _show(check, found, seconds)
    say("Checks", f"{len(checks) - failed} of {len(checks)} hold")
    return failed


def _timed(check: Check, root: Path) -> tuple[Check, list[str], float]:
    began = time.monotonic()
    try:
        found = check.find(root)
    except Exception as error:  # noqa: BLE001  a check that breaks off is one that fails
        found = [f"the check itself broke off: {error!r}"]
    return check, found, time.monotonic() - began


def _show(check: Check, found: list[str], seconds: float) -> None:
    say("FAILS" if found else "holds", f"{check.sentence} ({seconds:.1f} s)")
    for finding in found[:_SHOWN]:
        say("", finding)
    if len(found) > _SHOWN:
        say("", f"… and {len(found) - _SHOWN} more")
