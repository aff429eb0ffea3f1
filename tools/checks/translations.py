"""Every text is there in every language, and nothing more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from tools import catalogues
from tools.messages import is_translated

from .check import Check

_PLACE = re.compile(r"%\((\w+)\)|\{(\w*)\}|%[sd]")
_REMEDY = "python -m tools.messages brings the catalogues up to date"


def texts_are_translated(root: Path) -> list[str]:
    found = [finding for app in catalogues.apps(root) for finding in _of_app(root, app)]
    return [*found, _REMEDY] if found else []


def _of_app(root: Path, app: Path) -> Iterator[str]:
    asked = catalogues.asked(app)
    for language in catalogues.LANGUAGES:
        yield from _compare(root, app, asked, language)


def _compare(root: Path, app: Path, asked: Catalog, language: str) -> Iterator[str]:
    held = catalogues.held(app, language)
    where = f"{app.relative_to(root)} ({language})"
    for message in asked:
        if message.id:
            known = held.get(message.id, message.context)
            if trouble := _trouble(known, language):
                yield f"{where}: {_words(message)!r} {trouble}"
    for message in held:
        if message.id and not asked.get(message.id, message.context):
            yield f"{where}: {_words(message)!r} is asked for by nobody"


def _trouble(known: Message | None, language: str) -> str:
    if known is None:
        return "is missing"
    if known.fuzzy:
        return "is fuzzy"
    if language != "en" and not is_translated(known):
        return "is not translated"
    return "" if _places_agree(known) else "has other places for values than the original"


def _places_agree(message: Message) -> bool:
    """Each form has the places of one of the originals: a singular may leave the number out."""
    originals = [message.id] if isinstance(message.id, str) else list(message.id)
    forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
    allowed = [_places(original) for original in originals]
    return all(_places(form) in allowed for form in forms if form)


def _places(text: str) -> list[str]:
    return sorted(match.group() for match in _PLACE.finditer(text))


def _words(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


CHECKS = (Check("Every text is there in Finnish, Swedish and English", texts_are_translated),)
