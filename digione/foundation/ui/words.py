"""How dates, times, numbers and initials are written in the reader's language."""

from __future__ import annotations

import datetime
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils import timezone

from digione.foundation.language import spoken

_SHORT = {"fi": "ccc d.M.", "sv": "ccc d.M.", "en": "ccc d MMM"}
_LONG = {"fi": "cccc d.M.y", "sv": "cccc d MMMM y", "en": "cccc d MMMM y"}
_LINE = {"fi": "cccc d.M.", "sv": "cccc d.M.", "en": "cccc d MMMM"}
_LOCALES = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}
_NIL = "–"


def date(day: datetime.date | None) -> str:
    """`ke 25.11.`, `ons 25.11.`, `Wed 25 Nov`."""
    return _written(_day(day), _SHORT[_language()], _language()) if day else _NIL


def long_date(day: datetime.date | None) -> str:
    return _written(_day(day), _LONG[_language()], _language()) if day else _NIL


def day_line(day: datetime.date) -> str:
    return _written(_day(day), _LINE[_language()], _language())


def weekday(day: datetime.date) -> str:
    return _written(_day(day), "cccc", _language())


def week(day: datetime.date) -> int:
    return day.isocalendar().week


def time(at: datetime.time | datetime.datetime | None) -> str:
    """`8.15` in Finnish and Swedish, `8:15` in English."""
    if at is None:
        return _NIL
    if isinstance(at, datetime.datetime):
        at = (timezone.localtime(at) if timezone.is_aware(at) else at).time()
    return f"{at.hour}{'.:'[_language() == 'en']}{at.minute:02}"


def span(start: datetime.time, end: datetime.time) -> str:
    return f"{time(start)}–{time(end)}"


def moment(at: datetime.datetime | None) -> str:
    return f"{date(at)} {time(at)}" if at else _NIL


def number(value: float, digits: int = 1) -> str:
    return str(format_decimal(round(value, digits), locale=_LOCALES[_language()]))


def initials(name: str) -> str:
    """Of the first and the last word; marks of origin such as `af` or `von` do not count."""
    words = [word for word in name.replace("-", " ").split() if word[:1].isalpha()]
    ends = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in ends).upper()


def _day(day: datetime.date) -> datetime.date:
    if isinstance(day, datetime.datetime):
        return (timezone.localtime(day) if timezone.is_aware(day) else day).date()
    return day


@lru_cache(maxsize=4096)
def _written(day: datetime.date, pattern: str, language: str) -> str:
    return str(format_date(day, pattern, locale=_LOCALES[language]))


def _language() -> str:
    language = spoken()[:2]
    return language if language in _LOCALES else "en"
