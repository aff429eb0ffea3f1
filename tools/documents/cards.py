"""The part of a room's card that is printed from its policy."""

from __future__ import annotations

import re

BEGIN, END = "<!-- rights: printed by python -m tools.documents -->", "<!-- end of rights -->"
_PART = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)


class NoPlace(ValueError):
    """A card has no place for its rights."""


def with_rights(card: str, rights: str) -> str:
    part = f"{BEGIN}\n{rights}\n{END}"
    if not _PART.search(card):
        raise NoPlace(f"it needs the two lines {BEGIN} and {END}")
    return _PART.sub(lambda _: part, card)
