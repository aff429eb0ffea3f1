"""Writes the locks anew from pyproject.toml: python -m tools.lock [--upgrade]."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tools.environment import ROOT

UV = "uv==0.13.9"
_COMPILE = (
    *("pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header"),
    *("--python-version", "3.11", "--no-emit-index-url", "--no-emit-find-links"),
)


def main(upgrade: list[str]) -> None:
    """The test lock holds the same versions as the other: both fit into one environment."""
    (ROOT / "tools/uv.in").write_text(f"{UV}\n")
    _compile("tools/uv.in", "-o", "tools/uv.txt", *upgrade)
    (ROOT / "tools/uv.in").unlink()
    _compile("pyproject.toml", "-o", "lock.txt", *upgrade)
    _compile("pyproject.toml", "--extra=test", "-c", "lock.txt", "-o", "lock-test.txt", *upgrade)


def _compile(*arguments: str) -> None:
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, *_COMPILE, *arguments], cwd=ROOT, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
