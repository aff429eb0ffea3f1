"""Addresses of pages, each by a pattern that its route has shown once."""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import Final
from uuid import UUID

from django.conf import settings
from django.urls import reverse

_SLUG: Final = re.compile(r"[-\w]*", re.ASCII)


def address_of(name: str, /, **parts: object) -> str:
    """As Django's `reverse`, which looks for the route and tries every part each time."""
    kinds = tuple((part, type(value)) for part, value in parts.items())
    pattern = _pattern(settings.ROOT_URLCONF, name, kinds)
    texts = {part: str(value) for part, value in parts.items()}
    if not pattern or not all(map(_SLUG.fullmatch, texts.values())):
        return reverse(name, kwargs=parts)
    return pattern.format_map(texts)


@cache
def _pattern(routes: str, name: str, kinds: tuple[tuple[str, type], ...]) -> str:
    """`/{municipality}/lessons/{lesson_id}/{day}`; empty where parts are not written by `str`."""
    examples = {part: _example(kind, number) for number, (part, kind) in enumerate(kinds)}
    if None in examples.values():
        return ""
    shown = reverse(name, kwargs=examples)
    for part, example in examples.items():
        if shown.count(str(example)) != 1:
            return ""
        shown = shown.replace(str(example), f"{{{part}}}")
    return shown


def _example(kind: type, number: int) -> object | None:
    if kind is UUID:
        return UUID(int=0x1D1910E << 64 | number)
    if kind is datetime.date:
        return datetime.date(1903, 2, 1 + number)
    return f"one-of-many-{number}" if kind is str else None
