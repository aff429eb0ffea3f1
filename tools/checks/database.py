"""Migrations: written for every change of a model, and safe beside the previous release."""

from __future__ import annotations

from pathlib import Path

from .check import Check, run


def migrations_are_written(root: Path) -> list[str]:
    return run(root, "python", "manage.py", "makemigrations", "--check", "--dry-run")


def migrations_are_safe(root: Path) -> list[str]:
    return run(root, "python", "-m", "tools.migration_rules")


CHECKS = (
    Check("Every change of a model has its migration", migrations_are_written),
    Check("Every migration runs beside the previous release", migrations_are_safe),
)
