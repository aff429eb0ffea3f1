"""What a check is, and what several of them need."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_NOT_OURS = {".git", ".venv", "var", "build", "node_modules", "__pycache__", "vendor"}

# Nobody looks at colours; and no check needs a database, so none may wait for one.
_PLAIN = {"NO_COLOR": "1", "COLUMNS": "100", "DATABASE_POOL": "0"}


@dataclass(frozen=True, slots=True)
class Check:
    sentence: str
    find: Callable[[Path], list[str]]


def run(root: Path, *command: str) -> list[str]:
    """A tool of the environment: what a failing one says."""
    program = Path(sys.executable).with_name(command[0])
    done = subprocess.run(
        [str(program), *command[1:]],
        cwd=root,
        env={**os.environ, **_PLAIN, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    said = (done.stdout + done.stderr).strip().splitlines()
    return (said or [f"{command[0]} ended with {done.returncode}"]) if done.returncode else []


def files(root: Path, *patterns: str) -> Iterator[Path]:
    """What an engineer may have written; not what tools made or others wrote."""
    for pattern in patterns:
        for file in sorted(root.glob(pattern)):
            if file.is_file() and not _NOT_OURS & set(file.relative_to(root).parts):
                yield file


def at(root: Path, file: Path, line: int) -> str:
    return f"{file.relative_to(root)}:{line}"
