"""The Finnish personal identity code (henkilötunnus): DDMMYYCNNNQ."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Final

from .faults import Fault, Refused

# Since 2023 several signs stand for one century (government decree 690/2022).
_CENTURIES: Final = {"+": 1800} | dict.fromkeys("-YXWVU", 1900) | dict.fromkeys("ABCDEF", 2000)
_CHECK: Final = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_FORM: Final = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})([-+YXWVUA-F])([0-9]{3})([0-9A-Y])")
_FIRST_NUMBER: Final = 2
_FIRST_INVENTED: Final = 900


@dataclass(frozen=True, slots=True)
class IdentityCode:
    """A code that has been checked. Whether its owner exists only the population register knows."""

    text: str
    birth_date: datetime.date

    @property
    def is_invented(self) -> bool:
        """Numbers from 900 are nobody's: they serve tests and hospitals."""
        return int(self.text[7:10]) >= _FIRST_INVENTED


def identity_code(entered: str) -> IdentityCode:
    """What was entered as a checked code; raises `Refused` with the reason."""
    text = entered.strip().upper()
    found = _FORM.fullmatch(text)
    if not found:
        raise Refused(Fault.CODE_FORM, "identity_code")
    day, month, year, century, number, check = found.groups()
    if int(number) < _FIRST_NUMBER:
        raise Refused(Fault.CODE_NUMBER, "identity_code")
    if check_character(day + month + year, number) != check:
        raise Refused(Fault.CODE_CHECK, "identity_code")
    try:
        born = datetime.date(_CENTURIES[century] + int(year), int(month), int(day))
    except ValueError:
        raise Refused(Fault.CODE_DAY, "identity_code") from None
    return IdentityCode(text, born)


def check_character(date_digits: str, number: str) -> str:
    return _CHECK[int(date_digits + number) % len(_CHECK)]
