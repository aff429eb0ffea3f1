"""Providers, schools and their calendars by the table, for imports and the demo."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Model

from digione.foundation.access import Actor, require_operator
from digione.foundation.audit import recording
from digione.foundation.language import LocalizedText
from digione.foundation.tenancy import Days, Entry, Merged, merge_entries
from digione.school.organisations import models


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderEntry:
    id: UUID
    names: LocalizedText
    oid: str | None = None
    business_id: str = ""
    municipality_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolEntry:
    """`source` says where the school came from, such as `register` or `demo`."""

    id: UUID
    names: LocalizedText
    language: str
    forms: list[str]
    oid: str | None = None
    code: str = ""
    kind: str = ""
    opened_on: datetime.date | None = None
    closed_on: datetime.date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitEntry:
    id: UUID
    school_id: UUID
    names: LocalizedText
    oid: str | None = None
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolYearEntry:
    id: UUID
    name: str
    span: Days


@dataclass(frozen=True, slots=True, kw_only=True)
class TermEntry:
    id: UUID
    school_year_id: UUID
    names: LocalizedText
    span: Days


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayEntry:
    """Without a school it is everybody's."""

    id: UUID
    school_year_id: UUID
    names: LocalizedText
    span: Days
    school_id: UUID | None = None


def load_provider(actor: Actor, entry: ProviderEntry) -> Merged:
    return _load(actor, models.Provider, [entry])


def load_schools(actor: Actor, entries: Iterable[SchoolEntry]) -> Merged:
    return _load(actor, models.School, entries)


def load_units(actor: Actor, entries: Iterable[UnitEntry]) -> Merged:
    return _load(actor, models.Unit, entries)


def load_school_years(actor: Actor, entries: Iterable[SchoolYearEntry]) -> Merged:
    return _load(actor, models.SchoolYear, entries)


def load_terms(actor: Actor, entries: Iterable[TermEntry]) -> Merged:
    return _load(actor, models.Term, entries)


def load_holidays(actor: Actor, entries: Iterable[HolidayEntry]) -> Merged:
    return _load(actor, models.Holiday, entries)


def loaded_from(actor: Actor) -> frozenset[str]:
    """The sources of the municipality's schools."""
    require_operator(actor)
    return frozenset(models.School.objects.values_list("source", flat=True))


def _load(actor: Actor, model: type[Model], entries: Iterable[Entry]) -> Merged:
    require_operator(actor)
    merged = merge_entries(model, entries)
    if merged.new or merged.altered:
        recording.changed(model._meta.label_lower, ())
    return merged
