"""Schools and school years for the tests of other rooms."""

from __future__ import annotations

import datetime
from uuid import UUID

from psycopg.types.range import DateRange

from digione.foundation import clock
from digione.foundation.language import LocalizedText

from . import models, rules


def provider(name: str = "Koivulan kunta") -> UUID:
    return models.Provider.objects.create(names=LocalizedText(fi=name)).id


def school(name: str = "Männikön koulu", *, code: str = "", language: str = "fi") -> UUID:
    """A school of basic education."""
    made = models.School.objects.create(
        names=LocalizedText({language: name}),
        code=code,
        language=language,
        forms=[models.FormOfEducation.BASIC],
    )
    return made.id


def school_year(day: datetime.date | None = None) -> UUID:
    """The school year of `day` (today's) with an autumn and a spring term."""
    year = rules.usual_school_year(day or clock.today())
    start = year.starts_on.year
    made = models.SchoolYear.objects.create(
        name=f"{start}–{start + 1}", span=DateRange(year.starts_on, year.until)
    )
    terms = {
        "Syyslukukausi": ((start, 8, 10), (start, 12, 19)),
        "Kevätlukukausi": ((start + 1, 1, 7), (start + 1, 5, 30)),
    }
    for name, (first, last) in terms.items():
        days = rules.Days(datetime.date(*first), datetime.date(*last))
        models.Term.objects.create(
            school_year_id=made.id,
            names=LocalizedText(fi=name),
            span=DateRange(days.starts_on, days.until),
        )
    return made.id


def holiday(
    school_year_id: UUID, days: rules.Days, *, name: str = "Loma", school_id: UUID | None = None
) -> UUID:
    made = models.Holiday.objects.create(
        school_year_id=school_year_id,
        school_id=school_id,
        names=LocalizedText(fi=name),
        span=DateRange(days.starts_on, days.until),
    )
    return made.id
