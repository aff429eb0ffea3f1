"""Which colour a subject has, and what may be its code."""

from __future__ import annotations

import re
import zlib
from typing import Final

# Families of the palette that say nothing about a state: those of success, warning, danger and
# information would make a subject look like news.
COLOURS: Final = ("brand1", "brand2", "berry", "leaf", "sky", "sun")
_USUAL: Final = {
    "AI": "brand1",
    "MA": "sky",
    "A1": "berry",
    "A2": "berry",
    "B1": "brand2",
    "B2": "brand2",
    "YL": "leaf",
    "BI": "leaf",
    "GE": "leaf",
    "FY": "sky",
    "KE": "sky",
    "HI": "brand2",
    "YH": "brand2",
    "KT": "berry",
    "ET": "berry",
    "MU": "sun",
    "KU": "sun",
    "KS": "sun",
    "LI": "leaf",
    "KO": "sun",
}
_CODE: Final = re.compile(r"[A-ZÅÄÖ0-9][A-ZÅÄÖ0-9_.-]{0,11}")


class Refused(ValueError):
    """Something that the rules of this room do not allow."""


class BadCode(Refused):
    """A subject's code is up to twelve capital letters, digits, dots and dashes."""


class BadColour(Refused):
    """A subject's colour is one of `COLOURS`."""


class CodeTaken(Refused):
    """Another subject or course has this code."""


def check_code(code: str) -> str:
    if not _CODE.fullmatch(code):
        raise BadCode(code)
    return code


def check_colour(colour: str) -> str:
    if colour not in COLOURS:
        raise BadColour(colour)
    return colour


def colour_of(code: str) -> str:
    """The usual colour of a national subject; of any other one that never changes."""
    return _USUAL.get(code) or COLOURS[zlib.crc32(code.encode()) % len(COLOURS)]
