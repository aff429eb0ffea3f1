"""The locks name what pyproject.toml asks for, in the same versions."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

from .check import Check

_PIN = re.compile(r"^([\w.-]+)==([^\s;\\]+)", re.MULTILINE)
_LOCKS: dict[str, tuple[str, ...]] = {"lock.txt": (), "lock-test.txt": ("timetabler", "test")}


def locks_fit(root: Path) -> list[str]:
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    pins = {lock: _pins(root / lock) for lock in _LOCKS}
    found = []
    for lock, extras in _LOCKS.items():
        asked = [*project["dependencies"]]
        for extra in extras:
            asked += project.get("optional-dependencies", {}).get(extra, [])
        found += [f"{lock}: {line}" for line in asked if not _satisfied(line, pins[lock])]
    found += [
        f"lock-test.txt: {name} is {pins['lock-test.txt'].get(name)} and not {version}"
        for name, version in pins["lock.txt"].items()
        if pins["lock-test.txt"].get(name) != version
    ]
    return [*found, "python -m tools.lock writes them anew"] if found else []


def _pins(lock: Path) -> dict[str, str]:
    return {_name(name): version for name, version in _PIN.findall(lock.read_text())}


def _satisfied(line: str, pins: dict[str, str]) -> bool:
    asked = Requirement(line)
    if asked.name == "digione":
        return True
    return _name(asked.name) in pins and asked.specifier.contains(pins[_name(asked.name)])


def _name(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


CHECKS = (Check("The locks hold what pyproject.toml asks for", locks_fit),)
