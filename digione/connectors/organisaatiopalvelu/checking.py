"""One node of the register's tree, read with care: what is wrong is noted with its place."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from digione.foundation import clock
from digione.foundation.language import LANGUAGES

_OID: Final = re.compile(r"1\.2\.246\.562\.\d{1,3}\.\d{1,25}")
_CODE: Final = re.compile(r"\d{5}")
_LONGEST_NAME: Final = 300
_FIRST, _LAST = datetime.date(1800, 1, 1), datetime.date(2200, 1, 1)
_EPOCH: Final = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


@dataclass(frozen=True, slots=True)
class Problem:
    """Where in the file, what is wrong there, and how to mend it."""

    place: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what} {self.mend}"


class BadRegister(ValueError):
    """The file cannot be taken; `problems` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def fetch_again() -> str:
    return _("Fetch the hierarchy from the register again and save it unchanged.")


def correct_in_register() -> str:
    return _("Have it corrected in the register, then fetch the file again.")


Note = Callable[[str, str, str], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """A node and how to note what is wrong with it."""

    path: str
    node: Mapping[str, Any]
    note: Note

    def types(self) -> list[str]:
        types = self.node.get("organisaatiotyypit")
        if isinstance(types, list) and types and all(isinstance(one, str) for one in types):
            return types
        self._wrong("organisaatiotyypit", _("The organisation's types are missing."))
        return []

    def oid(self) -> str:
        oid = self.node.get("oid")
        if isinstance(oid, str) and _OID.fullmatch(oid):
            return oid
        self._wrong("oid", _("“%(value)s” is not an OID.") % {"value": str(oid)[:60]})
        return ""

    def names(self) -> dict[str, str]:
        """In the languages that we have; a name in any other becomes the Finnish one."""
        given = self.node.get("nimi")
        names = {
            language: name.strip()[:_LONGEST_NAME]
            for language, name in (given.items() if isinstance(given, dict) else ())
            if isinstance(name, str) and name.strip()
        }
        if not names:
            self._wrong("nimi", _("The organisation has no name."))
        ours = {language: names[language] for language in LANGUAGES if language in names}
        return ours or dict.fromkeys(LANGUAGES[:1], next(iter(names.values()), ""))

    def text(self, key: str) -> str:
        value = self.node.get(key)
        return value.strip() if isinstance(value, str) else ""

    def school_code(self) -> str:
        code = self.text("oppilaitosKoodi")
        if code and not _CODE.fullmatch(code):
            self._wrong(
                "oppilaitosKoodi",
                _("“%(value)s” is not a school code of five digits.") % {"value": code[:60]},
            )
        return code

    def coded(self, key: str, code_set: str) -> str:
        """`code_set_11#1` is 11; of several the first counts."""
        value = self.node.get(key)
        first = value[0] if isinstance(value, list) and value else value
        if not isinstance(first, str):
            return ""
        return first.partition("#")[0].removeprefix(code_set)

    def day(self, key: str) -> datetime.date | None:
        """The register gives moments in milliseconds; the day is Helsinki's."""
        value = self.node.get(key)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            try:
                moment = _EPOCH + datetime.timedelta(milliseconds=value)
                if _FIRST <= (day := moment.astimezone(clock.HELSINKI).date()) <= _LAST:
                    return day
            except OverflowError:
                pass
        self._wrong(key, _("“%(value)s” is not a date.") % {"value": str(value)[:60]})
        return None

    def _wrong(self, key: str, what: str) -> None:
        self.note(f"{self.path}.{key}", what, correct_in_register())
