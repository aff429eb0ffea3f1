"""Finnish alphabetical order as a plain string, the same on every server and system."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final

from django.db import models

_LAST: Final = {"å": "z1", "ä": "z2", "æ": "z2", "ö": "z3", "ø": "z3"}
_SAME: Final = {"w": "v", "ð": "d", "đ": "d", "ŋ": "n", "ŧ": "t", "ß": "ss", "ʒ": "z0", "ǯ": "z0"}


def sort_key(*words: str) -> str:
    """A key whose byte order is the order of the Finnish alphabet: v = w; å, ä, ö after z."""
    return " ".join("".join(map(_letter, word.strip().casefold())) for word in words)


def _letter(letter: str) -> str:
    if known := _LAST.get(letter) or _SAME.get(letter):
        return known
    plain = unicodedata.normalize("NFD", letter)[0]
    return plain if plain.isalnum() or plain == " " else ""


if TYPE_CHECKING:
    _Char = models.CharField[str, str]
else:  # not generic at run time
    _Char = models.CharField


class SortKeyField(_Char):
    """A column for `sort_key`, compared byte by byte so that prefixes use the index."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 200, "db_collation": "C", "editable": False, **options})
