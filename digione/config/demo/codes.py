"""Artificial identity codes and numbers: well formed, and of nobody who lives."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Final

_CHECK: Final = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_FIRST_ARTIFICIAL, _LAST_ARTIFICIAL = 900, 999
_TEST_RANGES: Final = ("98", "198")
_WEIGHTS: Final = (7, 3, 1)


class Codes:
    """Hands out each code once."""

    def __init__(self) -> None:
        self._born: Counter[datetime.date] = Counter()
        self._learners = 0
        self._phones = 0

    def identity(self, born: datetime.date) -> str:
        """Individual numbers from 900 are given to nobody: they are for tests."""
        number = _FIRST_ARTIFICIAL + self._born[born]
        if number > _LAST_ARTIFICIAL:
            raise ValueError(f"nobody else can be born on {born}")
        self._born[born] += 1
        return identity_code(born, number)

    def learner_oid(self) -> str:
        self._learners += 1
        part = _TEST_RANGES[self._learners % 10 == 0]
        return f"1.2.246.562.{part}.{checked(f'{1000000000 + self._learners}')}"

    def phone(self) -> str:
        """No subscriber's number begins with 000."""
        self._phones += 1
        return f"+358 50 000 {self._phones:04}"


def identity_code(born: datetime.date, number: int) -> str:
    digits = f"{born:%d%m%y}{number:03}"
    sign = "A" if born.year >= 2000 else "-"  # noqa: PLR2004 - the century's sign
    return f"{born:%d%m%y}{sign}{number:03}{_CHECK[int(digits) % len(_CHECK)]}"


def checked(digits: str) -> str:
    """With the check digit of national identifiers: weights 7, 3, 1 from the right."""
    total = sum(
        int(digit) * _WEIGHTS[place % len(_WEIGHTS)] for place, digit in enumerate(digits[::-1])
    )
    return f"{digits}{-total % 10}"
