"""Dates, times and names as each language writes them."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from digione.foundation.ui import words

DAY = datetime.date(2026, 11, 25)
EARLY, LATE = datetime.time(8, 5), datetime.time(13, 45)


@pytest.mark.parametrize(
    ("language", "short", "long", "line"),
    [
        ("fi", "ke 25.11.", "keskiviikko 25.11.2026", "keskiviikko 25.11."),
        ("sv", "ons 25.11.", "onsdag 25 november 2026", "onsdag 25.11."),
        ("en", "Wed 25 Nov", "Wednesday 25 November 2026", "Wednesday 25 November"),
    ],
)
def test_a_day(language: str, short: str, long: str, line: str) -> None:
    with translation.override(language):
        assert (words.date(DAY), words.long_date(DAY), words.day_line(DAY)) == (short, long, line)


@pytest.mark.parametrize(("language", "span"), [("fi", "8.05–13.45"), ("en", "8:05–13:45")])
def test_a_span_of_time(language: str, span: str) -> None:
    with translation.override(language):
        assert words.span(EARLY, LATE) == span


def test_a_moment_is_told_in_helsinki() -> None:
    at = datetime.datetime(2026, 11, 25, 22, 30, tzinfo=ZoneInfo("UTC"))
    with translation.override("fi"):
        assert words.moment(at) == "to 26.11. 0.30"


def test_nothing_is_a_dash() -> None:
    assert (words.date(None), words.time(None), words.moment(None)) == ("–", "–", "–")


@pytest.mark.parametrize(("language", "shown"), [("fi", "1\xa0234,5"), ("en", "1,234.5")])
def test_a_number(language: str, shown: str) -> None:
    with translation.override(language):
        assert words.number(1234.46) == shown


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Aino Lehto", "AL"),
        ("Väinö-Juhani Pääkkönen-Saarelainen", "VS"),
        ("Máret Sárrejávrri", "MS"),
        ("Cher", "C"),
        ("Anna (Ann) Berg", "AB"),
        ("", ""),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert words.initials(name) == letters
