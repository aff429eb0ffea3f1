"""How much of a value a report repeats: of what tells of a person its shape, and no more."""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 60
_OF_PERSONS: Final = frozenset({"users", "demographics"})
# Of these the value is a word of the standard or a key, which names nobody.
_PLAIN: Final = frozenset(
    {"sourcedId", "status", "dateLastModified", "role", "orgSourcedIds", "agentSourcedIds"}
)
_WAYS: Final = frozenset({"email", "sms", "phone", "username"})
_WORD: Final = re.compile(r"[A-Za-z]{1,5}")  # true, YES, no


def quoted(sheet: str, column: str, value: object) -> str:
    """Reports are read, kept and sent by people who need the place of a fault, not the person.

    A day keeps its digits, which are what is wrong with it.
    """
    text = str(value)[:_LONGEST]
    if sheet not in _OF_PERSONS or column in _PLAIN or _WORD.fullmatch(text):
        return text
    shape = re.sub(r"[^\W\d_]", "x", text)
    return re.sub(r"\d", "9", shape) if column in _WAYS else shape
