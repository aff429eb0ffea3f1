"""A database of the bench's own with the demo's largest world, on a school morning."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

import psycopg

from digione.config.database import templates
from digione.config.database.addresses import Addresses
from tools.environment import ROOT

MOMENT = "2026-11-23T09:20"
SIZE = "city"  # Männikön koulu has 1,000 learners in it

_LESSON = """
SELECT l.id FROM timetable_lesson l
JOIN timetable_lessonteacher t ON t.tenant_id = l.tenant_id AND t.lesson_id = l.id
JOIN people_person p ON p.tenant_id = t.tenant_id AND p.id = t.teacher_id
JOIN timetable_lessongroup lg ON lg.tenant_id = l.tenant_id AND lg.lesson_id = l.id
JOIN enrolment_group g ON g.tenant_id = lg.tenant_id AND g.id = lg.group_id
WHERE p.call_name = 'Minna' AND p.family_name = 'Lahtinen' AND g.name = '8C'
  AND l.weekday = 1 AND l.starts_at = '09:15'
"""


@dataclass(frozen=True, slots=True)
class Town:
    at: Addresses
    seconds: float  # that loading took
    size: int  # bytes of the database

    @property
    def lesson(self) -> UUID:
        """The lesson that Minna Lahtinen has with 8C now."""
        with psycopg.connect(self.at.admin, dbname=self.at.database) as database:
            found = database.execute(_LESSON).fetchone()
        if not found:
            raise LookupError("Minna Lahtinen has no lesson with 8C now.")
        return UUID(str(found[0]))


@contextmanager
def town() -> Iterator[Town]:
    """The environment leads to it: nothing of Django may be loaded before."""
    with templates.test_server() as server:
        at = templates.copy(server, templates.template(server), "bench_pages")
        try:
            os.environ.update(_surroundings(at))
            began = time.monotonic()
            _load()
            yield Town(at, time.monotonic() - began, _tidy(at))
        finally:
            templates.drop(server, at.database)


def _load() -> None:
    """Quietly; what it says is shown only where it fails."""
    command = [sys.executable, "-m", "digione", "demo", "load", "--size", SIZE]
    loading = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if loading.returncode:
        sys.stderr.write(loading.stdout + loading.stderr)
        loading.check_returncode()


def _surroundings(at: Addresses) -> dict[str, str]:
    return {
        "DATABASE_URL": at.app,
        "DATABASE_POOL": "4",
        "DIGIONE_MODE": "demo",
        "DIGIONE_TODAY": MOMENT,
        "DJANGO_SETTINGS_MODULE": "digione.config.settings",
    }


def _tidy(at: Addresses) -> int:
    """As the server does by itself a minute later."""
    with psycopg.connect(at.admin, dbname=at.database, autocommit=True) as database:
        database.execute("VACUUM (ANALYZE)")
        found = database.execute("SELECT pg_database_size(current_database())").fetchone()
    return int(found[0]) if found else 0
