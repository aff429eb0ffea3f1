"""`doctor`: looks at everything a start needs and says what to do about what is amiss."""

from __future__ import annotations

import argparse

from digione.config import doctor, progress
from digione.config.refusal import FAILED

NAME = "doctor"
HELP = "Look at everything that a start needs, and say what to do about what is amiss."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="where the product would answer")


def run(given: argparse.Namespace) -> int:
    amiss = 0
    for name, look in doctor.looks(given.port):
        trouble = look()
        amiss += bool(trouble)
        progress.line("AMISS" if trouble else "well", name)
        for line in trouble.splitlines():
            progress.line("", line)
    progress.line("Doctor", f"things amiss: {amiss}" if amiss else "everything is well")
    return FAILED if amiss else 0
