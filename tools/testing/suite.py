"""Runs pytest in two processes, and the journeys in one each."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tools.environment import ROOT

_NO_TESTS = 5  # pytest's own code for a choice that holds none


def run(*choice: str) -> int:
    """Tests of one module stay in one process, for their fixtures are dear."""
    return _pytest("-n", "2", "--dist", "loadscope", *choice)


def run_journeys(stories: Path) -> int:
    """Each process has a product and a browser of its own, and takes the next story."""
    return _pytest("-n", "2", "--dist", "worksteal", "-p", "no:randomly", str(stories))


def _pytest(*arguments: str) -> int:
    command = [sys.executable, "-m", "pytest", *arguments]
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    return 0 if code == _NO_TESTS else code
