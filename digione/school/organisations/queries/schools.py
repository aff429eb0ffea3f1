"""The provider, its schools and their places; no secret to anybody who is known there."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import orjson

from digione.foundation import clock
from digione.foundation.access import Actor, reach_sql
from digione.foundation.language import LocalizedText
from digione.foundation.tenancy import ask
from digione.school.organisations import models
from digione.school.organisations.policy import POLICY, Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolRow:
    school_id: UUID
    oid: str | None
    code: str
    names: LocalizedText
    language: str
    forms: tuple[str, ...]
    closed_on: datetime.date | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    unit_id: UUID
    school_id: UUID
    oid: str | None
    code: str
    names: LocalizedText
    closed_on: datetime.date | None


_SCHOOLS: Final = """
SELECT s.id, s.oid, s.code, s.names, s.language, s.forms, s.closed_on, s.version
FROM organisations_school s
WHERE s.tenant_id = %(tenant)s AND s.id IN ({reach})
  AND (%(closed)s OR s.closed_on IS NULL OR s.closed_on > %(today)s)
"""


def schools(actor: Actor, *, closed: bool = False) -> list[SchoolRow]:
    """The municipality's schools by name; those that have closed only when asked for."""
    reach, values = reach_sql(POLICY, actor, Permission.VIEW, models.School)
    asked = {**values, "tenant": actor.tenant_id, "closed": closed, "today": clock.today()}
    found = ask(_SCHOOLS.format(reach=reach), asked)
    rows = [
        SchoolRow(
            school_id=school_id,
            oid=oid,
            code=code,
            names=LocalizedText(orjson.loads(names)),
            language=language,
            forms=tuple(orjson.loads(forms)),
            closed_on=closed_on,
            version=version,
        )
        for school_id, oid, code, names, language, forms, closed_on, version in found
    ]
    return sorted(rows, key=lambda row: str(row.names).casefold())


def school(actor: Actor, school_id: UUID) -> SchoolRow:
    """Raises `NotYours` where there is no such school."""
    found = POLICY.find(actor, Permission.VIEW, models.School.objects.all(), id=school_id)
    return _row(found)


def units(actor: Actor, school_id: UUID) -> list[UnitRow]:
    known = POLICY.visible(actor, Permission.VIEW, models.Unit.objects.all())
    rows = known.filter(school_id=school_id).order_by("code", "id")
    return [
        UnitRow(
            unit_id=unit.id,
            school_id=school_id,
            oid=unit.oid,
            code=unit.code,
            names=unit.names,
            closed_on=unit.closed_on,
        )
        for unit in rows
    ]


def _row(school: models.School) -> SchoolRow:
    return SchoolRow(
        school_id=school.id,
        oid=school.oid,
        code=school.code,
        names=school.names,
        language=school.language,
        forms=tuple(school.forms),
        closed_on=school.closed_on,
        version=school.version,
    )
