"""The ages that give and end rights."""

from __future__ import annotations

import datetime
from typing import Final

ADULT: Final = 18  # guardianship ends
OWN_DEEDS: Final = 15  # a learner asks alone who has seen their data


def birthday(birth_date: datetime.date, age: int) -> datetime.date:
    """The day on which somebody reaches `age`; for 29 February that is 1 March in common years."""
    try:
        return birth_date.replace(year=birth_date.year + age)
    except ValueError:
        return datetime.date(birth_date.year + age, 3, 1)


def latest_birth(age: int, day: datetime.date) -> datetime.date:
    """Whoever was born on this day or before has reached `age` on `day`."""
    try:
        return day.replace(year=day.year - age)
    except ValueError:
        return datetime.date(day.year - age, 2, 28)
