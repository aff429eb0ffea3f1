"""The municipalities themselves: providers, schools, school years, holidays and classes."""

from __future__ import annotations

import datetime
from typing import Final

from digione.foundation.identity.loading import TenantEntry
from digione.foundation.language import LocalizedText
from digione.foundation.tenancy import Days, days
from digione.school.enrolment import public as enrolment
from digione.school.enrolment.public import GroupKind
from digione.school.organisations import public as organisations

from .calendars import SchoolYear, Span, year_of
from .fixed import fixed
from .population import class_id
from .rows import Rows
from .towns import Municipality

_EN: Final = {"koivula": "Koivula", "havsnas": "Havsnäs"}


def text(fi: str, sv: str, en: str) -> LocalizedText:
    return LocalizedText(fi=fi, sv=sv, en=en)


def frame(town: Municipality, day: datetime.date) -> Rows:
    """Rows of a municipality before anybody is in it."""
    year = year_of(town.slug, day)
    rows = Rows(tenant_of(town))
    rows.providers.append(
        organisations.ProviderEntry(
            id=fixed(town.slug, "provider"),
            names=rows.tenant.names,
            municipality_code=town.code,
        )
    )
    rows.schools.extend(_schools(town))
    _calendar(rows, town.slug, year)
    _classes(rows, town)
    return rows


def tenant_of(town: Municipality) -> TenantEntry:
    return TenantEntry(
        id=town.id,
        slug=town.slug,
        names=text(town.fi, town.sv, _EN[town.slug]),
        languages=list(town.languages),
        theme=town.theme,
    )


def _schools(town: Municipality) -> list[organisations.SchoolEntry]:
    return [
        organisations.SchoolEntry(
            id=fixed(town.slug, "school", school.key),
            names=text(school.fi, school.sv, school.en),
            language=school.language,
            forms=[school.form],
            code=school.code,
            source="demo",
        )
        for school in town.schools
    ]


def _calendar(rows: Rows, town: str, year: SchoolYear) -> None:
    id_ = fixed(town, "year", year.start)
    rows.school_years.append(
        organisations.SchoolYearEntry(id=id_, name=year.name, span=_days(year.whole))
    )
    for key, names, span in (
        ("autumn", text("Syyslukukausi", "Höstterminen", "Autumn term"), year.autumn),
        ("spring", text("Kevätlukukausi", "Vårterminen", "Spring term"), year.spring),
    ):
        term = fixed(town, "term", year.start, key)
        rows.terms.append(
            organisations.TermEntry(id=term, school_year_id=id_, names=names, span=_days(span))
        )
    for each in year.breaks:
        rows.holidays.append(
            organisations.HolidayEntry(
                id=fixed(town, "holiday", year.start, each.en),
                school_year_id=id_,
                names=text(each.fi, each.sv, each.en),
                span=_days(each.span),
            )
        )


def _classes(rows: Rows, town: Municipality) -> None:
    for school in town.schools:
        for grade, name, _size in school.each_class():
            rows.groups.append(
                enrolment.GroupEntry(
                    id=class_id(town.slug, school.key, name),
                    school_id=fixed(town.slug, "school", school.key),
                    school_year_id=rows.school_years[0].id,
                    kind=GroupKind.CLASS,
                    name=name,
                    grade=grade,
                )
            )


def _days(span: Span) -> Days:
    return days(span.first, span.last)
