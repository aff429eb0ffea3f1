"""On which days there is school, and which identifiers are well formed."""

from __future__ import annotations

import datetime
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digione.school.organisations import rules
from digione.school.organisations.rules import Calendar, Days

DATES = st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31))
SPANS = st.tuples(DATES, st.integers(0, 200)).map(
    lambda t: Days(t[0], t[0] + datetime.timedelta(days=t[1]))
)


@given(st.lists(SPANS, max_size=3), st.lists(SPANS, max_size=4), SPANS)
def test_a_school_day_is_a_weekday_of_a_term_and_of_no_holiday(
    terms: list[Days], holidays: list[Days], asked: Days
) -> None:
    days = Calendar(terms, holidays).school_days(asked)
    assert days == sorted(set(days))
    for day in asked:
        in_term = any(t.starts_on <= day <= t.ends_on for t in terms)
        free = any(h.starts_on <= day <= h.ends_on for h in holidays)
        assert (day in days) == (in_term and not free and day.weekday() < 5)


@given(DATES)
def test_every_day_lies_in_exactly_one_usual_school_year(day: datetime.date) -> None:
    year = rules.usual_school_year(day)
    assert day in year
    following = rules.usual_school_year(year.until)
    assert following.starts_on == year.until
    assert not year.meets(following)


@given(SPANS, st.lists(SPANS, max_size=4))
def test_terms_that_pass_lie_in_the_year_and_apart(year: Days, terms: list[Days]) -> None:
    with suppress(rules.Refused):
        rules.check_terms(year, terms)
        days = [day for term in terms for day in term]
        assert len(days) == len(set(days))
        assert all(day in year for day in days)


def test_overlapping_terms_and_terms_outside_the_year_are_refused() -> None:
    year = rules.usual_school_year(datetime.date(2026, 9, 1))
    autumn = Days(datetime.date(2026, 8, 11), datetime.date(2026, 12, 19))
    with pytest.raises(rules.Overlaps):
        rules.check_terms(year, [autumn, Days(autumn.ends_on, datetime.date(2027, 5, 29))])
    with pytest.raises(rules.OutsideSchoolYear):
        rules.check_terms(year, [Days(datetime.date(2026, 7, 31), autumn.ends_on)])
    with pytest.raises(rules.EndsBeforeItStarts):
        Days(autumn.ends_on, autumn.starts_on)


def test_identifiers_are_checked() -> None:
    assert rules.check_business_id("0201256-6") == "0201256-6"
    assert rules.check_school_code("00545") == "00545"
    assert rules.check_oid("1.2.246.562.10.346830761110")
    for wrong in ("0201256-5", "201256-6", "", "0201256-66"):
        with pytest.raises(rules.Malformed):
            rules.check_business_id(wrong)
    for wrong in ("545", "0054A", ""):
        with pytest.raises(rules.Malformed):
            rules.check_school_code(wrong)
    with pytest.raises(rules.Malformed):
        rules.check_oid("1.2.3")
