"""`version`: what runs here."""

from __future__ import annotations

import argparse
import platform
import tomllib
from importlib.metadata import version

from digione.config import environment, progress

NAME = "version"
HELP = "Say which release this is and what it runs on."


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(given: argparse.Namespace) -> int:
    project = tomllib.loads((environment.ROOT / "pyproject.toml").read_text())["project"]
    progress.say(f"DigiOne {project['version']}")
    progress.say(f"Python {platform.python_version()}, Django {version('Django')}")
    return 0
