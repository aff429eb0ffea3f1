"""Puts the world into the database through the rooms' doors, in steps of a context each."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from digione.foundation.access import Actor, acting, operator
from digione.foundation.identity.loading import load_accounts, load_tenants, load_ties
from digione.school.attendance import public as attendance
from digione.school.curriculum import public as curriculum
from digione.school.enrolment import public as enrolment
from digione.school.organisations import public as organisations
from digione.school.people import public as people
from digione.school.timetable import public as timetable

from .rows import Rows, World
from .towns import municipalities

Load = Callable[[Actor, Any], Any]

_LOADERS: Final[tuple[tuple[str, Load], ...]] = (
    ("providers", lambda actor, rows: organisations.load_provider(actor, rows[0])),
    ("schools", organisations.load_schools),
    ("units", organisations.load_units),
    ("school_years", organisations.load_school_years),
    ("terms", organisations.load_terms),
    ("holidays", organisations.load_holidays),
    ("persons", people.load_persons),
    ("contacts", people.load_contacts),
    ("guardianships", people.load_guardianships),
    ("employments", people.load_employments),
    ("subjects", curriculum.load_subjects),
    ("courses", curriculum.load_courses),
    ("study_rights", enrolment.load_study_rights),
    ("study_periods", enrolment.load_study_periods),
    ("groups", enrolment.load_groups),
    ("memberships", enrolment.load_memberships),
    ("group_teachers", enrolment.load_group_teachers),
    ("day_periods", timetable.load_day_periods),
    ("rooms", timetable.load_rooms),
    ("plans", timetable.load_plans),
    ("lessons", timetable.load_lessons),
    ("lesson_teachers", timetable.load_lesson_teachers),
    ("lesson_groups", timetable.load_lesson_groups),
    ("day_changes", timetable.load_day_changes),
    ("registers", attendance.load_registers),
    ("marks", attendance.load_marks),
    ("reports", attendance.load_reports),
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """One table of one municipality, just loaded."""

    table: str
    rows: int


def stamp(size: str, day: datetime.date) -> str:
    """What the schools say they come from once everything of the world is there."""
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return f"demo {size} {day} {digest.hexdigest()[:12]}"


def is_loaded(mark: str) -> bool:
    """Whether this very world, of this very day, stands in both municipalities already."""
    return all(_source(town.id) == {mark} for town in municipalities("town"))


def _source(tenant_id: int) -> frozenset[str]:
    with acting(operator(tenant_id, "operator:demo")) as actor:
        return organisations.loaded_from(actor)


def size_of(world: World) -> int:
    """How many rows there are to load."""
    rows = sum(len(getattr(rows, table)) for rows in world.rows.values() for table, _ in _LOADERS)
    return rows + len(world.accounts) + len(world.ties)


def load(world: World, mark: str) -> Iterator[Loaded]:
    """Every step commits by itself, the mark last; the same world once more changes nothing."""
    with transaction.atomic():
        load_tenants(rows.tenant for rows in world.rows.values())
        load_accounts(world.accounts)
    yield Loaded("accounts", len(world.accounts))
    for rows in world.rows.values():
        yield from _load(rows)
    load_ties(world.ties)
    yield Loaded("ties", len(world.ties))
    for rows in world.rows.values():
        with acting(operator(rows.tenant.id, "operator:demo")) as actor:
            organisations.load_schools(actor, [replace(s, source=mark) for s in rows.schools])


def _load(rows: Rows) -> Iterator[Loaded]:
    for table, loader in _LOADERS:
        entries = getattr(rows, table)
        if entries:
            with acting(operator(rows.tenant.id, "operator:demo")) as actor:
                loader(actor, entries)
        yield Loaded(table, len(entries))
