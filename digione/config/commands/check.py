"""`check`: the rules that hold at every start, and the wall in the database's own catalogue."""

from __future__ import annotations

import argparse

from digione.config import progress
from digione.config.refusal import FAILED
from digione.config.starting.ready import ready

NAME = "check"
HELP = "Check policies, routes, models and the wall as it stands in the database."


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(given: argparse.Namespace) -> int:
    with ready():
        from django.core.checks import run_checks

        found = run_checks(databases=["default"])
    for message in found:
        progress.say(str(message))
    serious = sum(message.is_serious() for message in found)
    progress.line("Check", f"{serious} serious, {len(found) - serious} to know")
    return FAILED if serious else 0
