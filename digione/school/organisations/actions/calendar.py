"""School years, their terms, and the days without school."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from psycopg.types.range import DateRange

from digione.foundation.access import Actor
from digione.foundation.language import LocalizedText
from digione.foundation.outbox import announcing
from digione.school.organisations import events, models, rules
from digione.school.organisations.policy import POLICY, Permission


@dataclass(frozen=True, slots=True)
class NamedDays:
    """A term or a holiday: what it is called and when it is."""

    names: LocalizedText
    days: rules.Days


@transaction.atomic
def open_school_year(
    actor: Actor, *, days: rules.Days, terms: Sequence[NamedDays], name: str = ""
) -> UUID:
    """A new school year with its terms; without a name it is called by its two years."""
    rules.check_terms(days, (term.days for term in terms))
    name = name or f"{days.starts_on.year}–{days.ends_on.year}"
    try:
        with transaction.atomic():
            year = models.SchoolYear.objects.create(name=name, span=_range(days))
    except IntegrityError as refusal:
        raise rules.Overlaps(days.starts_on, days.ends_on) from refusal
    POLICY.require(actor, Permission.CHANGE, year)
    models.Term.objects.bulk_create(
        models.Term(school_year_id=year.id, names=term.names, span=_range(term.days))
        for term in terms
    )
    announcing.announce(events.CalendarChanged(year.id))
    return year.id


@transaction.atomic
def set_terms(actor: Actor, *, school_year_id: UUID, terms: Sequence[NamedDays]) -> UUID:
    """The year has these terms and no others."""
    year = _year(actor, school_year_id)
    rules.check_terms(_days(year), (term.days for term in terms))
    models.Term.objects.filter(school_year_id=school_year_id).delete()
    models.Term.objects.bulk_create(
        models.Term(school_year_id=school_year_id, names=term.names, span=_range(term.days))
        for term in terms
    )
    announcing.announce(events.CalendarChanged(school_year_id))
    return school_year_id


@transaction.atomic
def add_holiday(
    actor: Actor, *, school_year_id: UUID, holiday: NamedDays, school_id: UUID | None = None
) -> UUID:
    """No school on these days; at one school, or at all of them."""
    year = _year(actor, school_year_id)
    if not _days(year).covers(holiday.days):
        raise rules.OutsideSchoolYear(holiday.days.starts_on, holiday.days.ends_on)
    added = models.Holiday.objects.create(
        school_year_id=school_year_id,
        school_id=school_id,
        names=holiday.names,
        span=_range(holiday.days),
    )
    announcing.announce(events.CalendarChanged(school_year_id))
    return added.id


@transaction.atomic
def remove_holiday(actor: Actor, *, holiday_id: UUID) -> None:
    holiday = POLICY.find(actor, Permission.CHANGE, models.Holiday.objects.all(), id=holiday_id)
    school_year_id = holiday.school_year_id
    holiday.delete()
    announcing.announce(events.CalendarChanged(school_year_id))


def _year(actor: Actor, school_year_id: UUID) -> models.SchoolYear:
    years = models.SchoolYear.objects.select_for_update()
    return POLICY.find(actor, Permission.CHANGE, years, id=school_year_id)


def _days(year: models.SchoolYear) -> rules.Days:
    return rules.days_of(year.span.lower, year.span.upper)


def _range(days: rules.Days) -> DateRange:
    return DateRange(days.starts_on, days.until)
