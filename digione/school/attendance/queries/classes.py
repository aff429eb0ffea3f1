"""The classes of absence that homes may name, and what every class is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import orjson

from digione.foundation import clock
from digione.foundation.language import LocalizedText
from digione.foundation.tenancy import ask


@dataclass(frozen=True, slots=True)
class ClassRow:
    code: str
    names: LocalizedText
    authorised: bool
    for_homes: bool


_IN_FORCE: Final = """
SELECT code, names, authorised, for_homes FROM attendance_absenceclass
WHERE valid_from <= %(today)s AND (valid_to IS NULL OR valid_to >= %(today)s)
ORDER BY ordinal, code, version
"""


def absence_classes() -> list[ClassRow]:
    """The classes in force today, in the list's own order; the newest version of each."""
    newest = {
        code: ClassRow(code, LocalizedText(orjson.loads(names)), authorised, for_homes)
        for code, names, authorised, for_homes in ask(_IN_FORCE, {"today": clock.today()})
    }
    return list(newest.values())


def classes_for_homes() -> list[ClassRow]:
    return [row for row in absence_classes() if row.for_homes]
