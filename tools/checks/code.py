"""Format, lint, types, walls, dead code."""

from __future__ import annotations

from pathlib import Path

from .check import Check, files, run

LONGEST = 400


def typed(root: Path) -> list[str]:
    return run(root, "mypy", ".")


def walls_hold(root: Path) -> list[str]:
    said = run(root, "lint-imports", "--config=pyproject.toml")
    return said[said.index("Contracts") :] if "Contracts" in said else said  # the rest is a picture


def formatted(root: Path) -> list[str]:
    return run(root, "ruff", "format", "--check", ".")


def linted(root: Path) -> list[str]:
    return run(root, "ruff", "check", "--output-format=concise", ".")


def nothing_is_dead(root: Path) -> list[str]:
    ours = ("digione", "journeys", "timetabler", "tools")
    places = [name for name in ours if (root / name).exists()]
    return run(root, "vulture", *places)


def files_are_short(root: Path) -> list[str]:
    lengths = (
        (file, len(file.read_text(encoding="utf-8").splitlines()))
        for file in files(root, "**/*.py")
        if file.parent.name != "migrations"  # Django writes those
    )
    return [
        f"{file.relative_to(root)}: {length} lines; make it a package of several files"
        for file, length in lengths
        if length > LONGEST
    ]


CHECKS = (
    Check("Types agree", typed),
    Check("No wall between rooms is broken", walls_hold),
    Check("No code is dead", nothing_is_dead),
    Check("The code passes every lint", linted),
    Check("The code is formatted", formatted),
    Check(f"No file is longer than {LONGEST} lines", files_are_short),
)
