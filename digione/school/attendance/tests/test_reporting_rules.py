"""What may be reported, as properties of the rules."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from digione.school.attendance.rules import reporting
from digione.school.attendance.rules.reporting import Span

days = st.dates(datetime.date(2020, 1, 1), datetime.date(2040, 12, 31))
ahead = st.integers(0, 14).map(datetime.timedelta)
times = st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None))


@given(days, ahead, ahead)
def test_today_and_two_weeks_ahead_are_reported(
    today: datetime.date, first: datetime.timedelta, last: datetime.timedelta
) -> None:
    assume(first <= last)
    span = reporting.whole_days(today + first, today + last)
    reporting.check_reportable(span, today=today)
    assert span.first_day == today + first
    assert span.last_day == today + last
    assert span.is_whole_days


@given(days, st.integers(1, 400), st.integers(0, 20))
def test_the_past_is_not_reported(today: datetime.date, back: int, length: int) -> None:
    first = today - datetime.timedelta(back)
    span = reporting.whole_days(first, first + datetime.timedelta(length))
    with pytest.raises(reporting.InThePast):
        reporting.check_reportable(span, today=today)


@given(days, ahead, st.integers(15, 400))
def test_a_longer_leave_is_applied_for(
    today: datetime.date, first: datetime.timedelta, last: int
) -> None:
    span = reporting.whole_days(today + first, today + datetime.timedelta(last))
    with pytest.raises(reporting.TooFarAhead):
        reporting.check_reportable(span, today=today)


@given(days, ahead)
def test_until_further_notice_has_no_end(today: datetime.date, first: datetime.timedelta) -> None:
    span = reporting.until_further_notice(today + first)
    reporting.check_reportable(span, today=today)
    assert span.last_day is None
    assert span.is_whole_days


@given(days, times, times)
def test_part_of_a_day_stays_in_its_day(
    day: datetime.date, starts: datetime.time, ends: datetime.time
) -> None:
    if ends <= starts:
        with pytest.raises(reporting.EndsBeforeItStarts):
            reporting.part_of_day(day, (starts, ends))
        return
    span = reporting.part_of_day(day, (starts, ends))
    assert span.first_day == span.last_day == day


@given(days, days)
def test_days_never_run_backwards(first: datetime.date, last: datetime.date) -> None:
    assume(last < first)
    with pytest.raises(reporting.EndsBeforeItStarts):
        reporting.whole_days(first, last)


def hours(number: int) -> reporting.Hours:
    return datetime.time(7 + number), datetime.time(7 + number, 45)


@given(days, st.sets(st.integers(1, 9), min_size=1), st.sets(st.integers(1, 9)))
def test_chosen_lessons_become_spans_that_cover_them_and_no_other(
    day: datetime.date, chosen: set[int], others: set[int]
) -> None:
    others -= chosen
    spans = reporting.chosen_lessons(
        day, [hours(n) for n in chosen], [hours(n) for n in chosen | others]
    )

    def covered(number: int) -> bool:
        starts = datetime.datetime.combine(day, hours(number)[0], ZoneInfo("Europe/Helsinki"))
        return any(s.starts_at <= starts < (s.ends_at or starts) for s in spans)

    assert {n for n in chosen | others if covered(n)} == chosen
    assert len(spans) <= len(chosen)


@given(days)
def test_nothing_chosen_is_nothing_reported(day: datetime.date) -> None:
    with pytest.raises(reporting.NothingChosen):
        reporting.chosen_lessons(day, [], [hours(1)])


@given(days, st.integers(0, 90))
def test_an_absence_is_explained_within_thirty_days(today: datetime.date, back: int) -> None:
    day = today - datetime.timedelta(back)
    if back <= 30:
        reporting.check_explainable(day, today=today)
    else:
        with pytest.raises(reporting.TooLateToExplain):
            reporting.check_explainable(day, today=today)


def test_a_day_of_the_clock_change_is_one_day() -> None:
    change = datetime.date(2026, 10, 25)
    span: Span = reporting.whole_days(change, change)
    assert span.last_day == change
    assert span.ends_at is not None
    assert span.ends_at.astimezone(datetime.UTC) - span.starts_at.astimezone(
        datetime.UTC
    ) == datetime.timedelta(hours=25)
