"""The states of a study right follow each other as KOSKI has them."""

from __future__ import annotations

import datetime
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digione.school.enrolment import rules
from digione.school.enrolment.models import StudyState
from digione.school.enrolment.rules import Days, Period

AUGUST = datetime.date(2026, 8, 11)
DATES = st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31))
PERIODS = st.builds(Period, DATES, st.sampled_from(StudyState.values))


def put_together(wanted: list[Period]) -> list[Period]:
    """What becomes of a study right to which these are offered one after the other."""
    periods: list[Period] = []
    for new in wanted:
        with suppress(rules.Refused):
            periods = rules.followed_by(periods, new)
    return periods


def test_the_rules_know_every_state_and_no_other() -> None:
    assert set(StudyState.values) == rules.ONGOING | rules.FINAL
    assert not rules.ONGOING & rules.FINAL
    with pytest.raises(rules.UnknownState):
        rules.followed_by([], Period(AUGUST, "paussi"))


@given(st.lists(PERIODS, max_size=12))
def test_whatever_is_offered_periods_stay_in_order_and_a_final_state_is_the_last(
    wanted: list[Period],
) -> None:
    periods = put_together(wanted)
    days = [p.starts_on for p in periods]
    assert days == sorted(set(days))
    assert all(p.state in rules.ONGOING for p in periods[:-1])
    assert all(a.state != b.state for a, b in pairwise(periods))


@given(st.lists(PERIODS, min_size=1, max_size=12), DATES)
def test_a_day_has_a_state_from_the_first_period_on(
    wanted: list[Period], day: datetime.date
) -> None:
    periods = put_together(wanted)
    state = rules.state_on(periods, day)
    assert (state is None) == (not periods or day < periods[0].starts_on)
    assert state in {None, *(p.state for p in periods)}


@given(st.lists(PERIODS, min_size=1, max_size=12))
def test_a_study_right_has_an_end_exactly_when_its_state_is_final(wanted: list[Period]) -> None:
    if periods := put_together(wanted):
        days = rules.days_of(periods)
        assert days.starts_on == periods[0].starts_on
        assert (days.ends_on is not None) == (periods[-1].state in rules.FINAL)


@pytest.mark.parametrize("state", sorted(rules.FINAL))
def test_no_study_right_begins_with_its_end(state: str) -> None:
    with pytest.raises(rules.NotAFirstState):
        rules.followed_by([], Period(AUGUST, state))


@pytest.mark.parametrize("state", sorted(rules.FINAL))
def test_nothing_follows_a_final_state(state: str) -> None:
    ended = [Period(AUGUST, "lasna"), Period(datetime.date(2027, 5, 29), state)]
    with pytest.raises(rules.AlreadyEnded):
        rules.followed_by(ended, Period(datetime.date(2027, 8, 1), "lasna"))


def test_a_period_starts_after_the_one_before_and_changes_something() -> None:
    present = [Period(AUGUST, "lasna")]
    with pytest.raises(rules.OutOfOrder):
        rules.followed_by(present, Period(AUGUST, "loma"))
    with pytest.raises(rules.SameState):
        rules.followed_by(present, Period(datetime.date(2026, 9, 1), "lasna"))


@given(DATES, DATES)
def test_days_end_on_or_after_their_start(first: datetime.date, last: datetime.date) -> None:
    if last < first:
        with pytest.raises(rules.EndsBeforeItStarts):
            Days(first, last)
    else:
        until = Days(first, last).until
        assert until is not None
        assert until > last


@given(DATES, st.none() | DATES)
def test_a_place_in_a_group_never_leaves_the_school_year(
    first: datetime.date, last: datetime.date | None
) -> None:
    year = Days(datetime.date(2026, 8, 1), datetime.date(2027, 7, 31))
    with suppress(rules.Refused):
        days = rules.within(year, Days(first, last))
        assert year.starts_on <= days.starts_on <= (days.ends_on or days.starts_on)
        assert days.ends_on is not None
        assert year.ends_on is not None
        assert days.ends_on <= year.ends_on
