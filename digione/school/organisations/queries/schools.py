"""The provider, its schools and their places; no secret to anybody who is known there."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from digione.foundation import clock
from digione.foundation.access import Actor
from digione.foundation.language import LocalizedText
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


def schools(actor: Actor, *, closed: bool = False) -> list[SchoolRow]:
    """The municipality's schools by name; those that have closed only when asked for."""
    known = POLICY.visible(actor, Permission.VIEW, models.School.objects.all())
    if not closed:
        known = known.filter(Q(closed_on=None) | Q(closed_on__gt=clock.today()))
    return sorted(_rows(known), key=lambda row: str(row.names).casefold())


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


def _rows(known: QuerySet[models.School]) -> list[SchoolRow]:
    return [_row(school) for school in known]


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
