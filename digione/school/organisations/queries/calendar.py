"""Which school year it is, and on which days there is school."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from psycopg.types.range import DateRange

from digione.foundation import clock
from digione.foundation.language import LocalizedText
from digione.school.organisations import models, rules


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolYearRow:
    """Both days included."""

    school_year_id: UUID
    name: str
    starts_on: datetime.date
    ends_on: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeDaysRow:
    """Days without school; of all schools where `school_id` is none."""

    holiday_id: UUID
    names: LocalizedText
    starts_on: datetime.date
    ends_on: datetime.date
    school_id: UUID | None


def school_year_on(day: datetime.date) -> SchoolYearRow | None:
    year = models.SchoolYear.objects.filter(span__contains=day).first()
    if year is None:
        return None
    days = rules.days_of(year.span.lower, year.span.upper)
    return SchoolYearRow(
        school_year_id=year.id, name=year.name, starts_on=days.starts_on, ends_on=days.ends_on
    )


def school_year_named(name: str) -> SchoolYearRow | None:
    """The year of that name, whatever stroke joins its numbers: `2026-2027` or `2026–2027`."""
    wanted = rules.year_key(name)
    for year in models.SchoolYear.objects.order_by("span"):
        if rules.year_key(year.name) == wanted:
            return school_year_on(year.span.lower)
    return None


def current_school_year() -> SchoolYearRow | None:
    return school_year_on(clock.today())


def is_school_day(school_id: UUID, day: datetime.date) -> bool:
    return _calendar(school_id, rules.Days(day, day)).is_school_day(day)


def school_days(school_id: UUID, first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """The days with school from `first` to `last`, both included; two questions however many."""
    asked = rules.Days(first, last)
    return _calendar(school_id, asked).school_days(asked)


def free_days(school_year_id: UUID) -> list[FreeDaysRow]:
    """A year's holidays in their order."""
    rows = models.Holiday.objects.filter(school_year_id=school_year_id).order_by("span", "id")
    return [
        FreeDaysRow(
            holiday_id=row.id,
            names=row.names,
            starts_on=(days := rules.days_of(row.span.lower, row.span.upper)).starts_on,
            ends_on=days.ends_on,
            school_id=row.school_id,
        )
        for row in rows
    ]


def _calendar(school_id: UUID, asked: rules.Days) -> rules.Calendar:
    span = DateRange(asked.starts_on, asked.until)
    terms = models.Term.objects.filter(span__overlap=span)
    holidays = models.Holiday.objects.filter(
        Q(school_id=school_id) | Q(school_id__isnull=True), span__overlap=span
    )
    return rules.Calendar(
        [rules.days_of(s.lower, s.upper) for s in terms.values_list("span", flat=True)],
        [rules.days_of(s.lower, s.upper) for s in holidays.values_list("span", flat=True)],
    )
