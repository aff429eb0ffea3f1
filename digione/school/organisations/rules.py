"""On which days there is school, and which identifiers are well formed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_DAY: Final = datetime.timedelta(days=1)
_SATURDAY: Final = 6
_OID: Final = re.compile(r"1\.2\.246\.562\.(10|99)\.\d{1,25}")
_SCHOOL_CODE: Final = re.compile(r"\d{5}")
_BUSINESS_ID: Final = re.compile(r"(\d{7})-(\d)")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2)
_MODULUS: Final = 11


class Refused(ValueError):
    """Something that the rules of this room do not allow."""


class EndsBeforeItStarts(Refused):
    """The last day comes before the first."""


class OutsideSchoolYear(Refused):
    """Terms and holidays lie within their school year."""


class Overlaps(Refused):
    """Another school year or term holds some of these days already."""


class ChangedMeanwhile(Refused):
    """Somebody else changed it after it was read."""


class Malformed(Refused):
    """Not an identifier of the kind it is given as."""


@dataclass(frozen=True, slots=True)
class Days:
    """From and to, both included."""

    starts_on: datetime.date
    ends_on: datetime.date

    def __post_init__(self) -> None:
        if self.ends_on < self.starts_on:
            raise EndsBeforeItStarts(self.starts_on, self.ends_on)

    def __contains__(self, day: datetime.date) -> bool:
        return self.starts_on <= day <= self.ends_on

    def __iter__(self) -> Iterator[datetime.date]:
        return (
            self.starts_on + _DAY * number
            for number in range((self.ends_on - self.starts_on).days + 1)
        )

    @property
    def until(self) -> datetime.date:
        """The first day after, as ranges in the database have it."""
        return self.ends_on + _DAY

    def covers(self, other: Days) -> bool:
        return self.starts_on <= other.starts_on and other.ends_on <= self.ends_on

    def meets(self, other: Days) -> bool:
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on


@dataclass(frozen=True, slots=True)
class Calendar:
    """When there is school: the terms, less the holidays. Weekends are free."""

    terms: Sequence[Days]
    holidays: Sequence[Days]

    def is_school_day(self, day: datetime.date) -> bool:
        return (
            day.isoweekday() < _SATURDAY
            and any(day in term for term in self.terms)
            and not any(day in holiday for holiday in self.holidays)
        )

    def school_days(self, asked: Days) -> list[datetime.date]:
        return [day for day in asked if self.is_school_day(day)]


def usual_school_year(day: datetime.date) -> Days:
    """By law from 1 August to 31 July: the one that `day` lies in."""
    start = day.year if day.month >= 8 else day.year - 1  # noqa: PLR2004
    return Days(datetime.date(start, 8, 1), datetime.date(start + 1, 7, 31))


def check_terms(year: Days, terms: Iterable[Days]) -> None:
    """Terms lie in their year and apart from each other."""
    before: Days | None = None
    for term in sorted(terms, key=lambda t: t.starts_on):
        if not year.covers(term):
            raise OutsideSchoolYear(term.starts_on, term.ends_on)
        if before and before.meets(term):
            raise Overlaps(term.starts_on, term.ends_on)
        before = term


def check_oid(oid: str) -> str:
    if not _OID.fullmatch(oid):
        raise Malformed(oid)
    return oid


def check_school_code(code: str) -> str:
    if not _SCHOOL_CODE.fullmatch(code):
        raise Malformed(code)
    return code


def check_business_id(business_id: str) -> str:
    """Seven digits and a check digit (Y-tunnus)."""
    found = _BUSINESS_ID.fullmatch(business_id)
    if not found:
        raise Malformed(business_id)
    digits, check = found.groups()
    rest = sum(w * int(d) for w, d in zip(_WEIGHTS, digits, strict=True)) % _MODULUS
    if rest == 1 or (_MODULUS - rest) % _MODULUS != int(check):
        raise Malformed(business_id)
    return business_id


def days_of(lower: datetime.date, upper: datetime.date) -> Days:
    """From a range as the database has it: the upper end is the first day after."""
    return Days(lower, upper - _DAY)


def year_key(name: str) -> str:
    """The digits of a school year's name: people write its stroke in many ways."""
    return re.sub(r"\D", "", name)
