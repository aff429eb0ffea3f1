"""Migrations, which run as the owner of the tables and never as the application."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from importlib.metadata import version

import psycopg

from digione.config import environment
from digione.config.refusal import Refusal

from .addresses import Addresses
from .walling import WALL

# Their tables come with their releases.
_BRING_TABLES = ("Django", "django-allauth", "procrastinate")
# After the tables; each does nothing where there is nothing to do.
_MONTHS = ("months",)
_COMMANDS: tuple[tuple[str, ...], ...] = (("migrate", "--verbosity=0"), _MONTHS, ("distribute",))


class NotMigrated(Refusal):
    """The tables are not as this release needs them."""


def fingerprint() -> str:
    """Changes whenever the tables might."""
    digest = hashlib.sha256(WALL.read_bytes())
    for file in sorted((environment.ROOT / "digione").glob("**/migrations/*.py")):
        digest.update(file.as_posix().encode() + file.read_bytes())
    digest.update(_installed_apps())
    for package in _BRING_TABLES:
        digest.update(version(package).encode())
    return digest.hexdigest()[:16]


def _installed_apps() -> bytes:
    """Read as text, for loading Django takes longer than the rest of a start."""
    settings = (environment.ROOT / "digione/config/settings.py").read_text()
    apps = re.search(r"^INSTALLED_APPS = \[.*?^\]", settings, re.DOTALL | re.MULTILINE)
    return apps.group().encode() if apps else b""


def migrate(at: Addresses) -> None:
    if not at.owner:
        raise NotMigrated(
            f"The tables in {at.database} at {at.server} are not those of this release. "
            "Give DATABASE_OWNER_URL (the same database as the role schema_owner) and run:\n"
            "  python -m digione migrate"
        )
    for command in _COMMANDS:
        run_as_owner(at, *command)


def make_months(at: Addresses) -> None:
    """The audit's partitions of the months to come."""
    run_as_owner(at, *_MONTHS)


def gather_statistics(at: Addresses) -> None:
    """After a large load: a plan made for empty tables costs ten times the right one."""
    if at.owner:
        with psycopg.connect(at.owner, autocommit=True) as database:
            database.execute("ANALYZE")


def run_as_owner(at: Addresses, *command: str) -> None:
    """In a process of its own, for a process keeps the role that it began with."""
    done = subprocess.run(
        [sys.executable, str(environment.ROOT / "manage.py"), *command, "--skip-checks"],
        env={**os.environ, "DATABASE_URL": at.owner, "DATABASE_POOL": "0"},
        cwd=environment.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0 and "No space left on device" in done.stderr:
        raise NotMigrated(
            "The disk of the database is full. Free about 1 GB and start again: what is done "
            "already is kept."
        )
    if done.returncode != 0 and "lock timeout" in done.stderr:
        raise NotMigrated(
            "Another program holds the tables, perhaps an earlier start that is still at work. "
            "Wait a minute, then start again: what is done already is kept."
        )
    if done.returncode != 0:
        tail = "\n".join(done.stderr.strip().split("\n")[-12:])
        raise NotMigrated(f"The step {command[0]!r} did not succeed:\n{tail}")
