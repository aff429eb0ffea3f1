"""Names as the Finnish population register knows them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from .faults import Fault, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    given_names: str
    call_name: str
    family_name: str


def checked_names(names: Names) -> Names:
    """The names with tidy spaces; the call name is one of the given names, or a part of one."""
    tidy = Names(
        given_names=_tidy(names.given_names),
        call_name=_tidy(names.call_name),
        family_name=_tidy(names.family_name),
    )
    for field in ("given_names", "call_name", "family_name"):
        if not getattr(tidy, field):
            raise Refused(Fault.NAME_MISSING, field)
    if tidy.call_name.casefold() not in call_names(tidy.given_names):
        raise Refused(Fault.CALL_NAME_NOT_GIVEN, "call_name")
    return tidy


def call_names(given_names: str) -> frozenset[str]:
    """Of "Anna-Liisa Maria": anna-liisa, anna, liisa and maria, and the whole."""
    whole = given_names.casefold()
    parts = [part for name in whole.split() for part in (name, *name.split("-"))]
    return frozenset({whole, *filter(None, parts)})


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
