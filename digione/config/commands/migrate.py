"""`migrate`: database, roles, wall and tables as this release needs them."""

from __future__ import annotations

import argparse

from digione.config import progress
from digione.config.starting import preparing

NAME = "migrate"
HELP = "Make the database, its wall and its tables, or bring them up to this release."


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none: the addresses come from the environment."""


def run(given: argparse.Namespace) -> int:
    with preparing.database():
        progress.line("Tables", "are those of this release")
    return 0
