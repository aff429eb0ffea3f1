"""Walks every page that a reader's start page leads to, by the links that stand on the pages."""

from __future__ import annotations

import gzip
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from .reader import Reader

_LINKS: Final = "[...document.querySelectorAll('a[href]')].map(a => a.href)"
_SEARCH: Final = "[...document.querySelectorAll('form[role=search]')].map(f => f.action)"
# Which one of many does not matter: one learner's page stands for all of them.
_WHICH: Final = (
    (re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}"), "<id>"),
    (re.compile(r"\d{4}-\d{2}-\d{2}"), "<day>"),
    (re.compile(r"=[^&]*"), "=<value>"),
)
_FILES: Final = ("/account/security/codes/file/",)
_LETTERS: Final = "ko"  # many family names begin so


@dataclass(frozen=True, slots=True)
class Visited:
    """One page: its address, the kind of page it is, its size as sent with gzip."""

    path: str
    kind: str
    status: int
    size: int


def walk(reader: Reader, *beginnings: str) -> Iterator[Visited]:
    """Each kind of page once; whoever takes a page may look at it before the next."""
    waiting = deque(beginnings or ("/",))
    known = {kind_of(path) for path in waiting}
    while waiting:
        path = waiting.popleft()
        answer = reader.page.goto(f"{reader.product.address}{path}")
        body = answer.body() if answer else b""
        found = list(_leading_on(reader))
        yield Visited(path, kind_of(path), answer.status if answer else 0, len(gzip.compress(body)))
        for link in found:
            if kind_of(link) not in known:
                known.add(kind_of(link))
                waiting.append(link)


def kind_of(path: str) -> str:
    for pattern, name in _WHICH:
        path = pattern.sub(name, path)
    return path


def _leading_on(reader: Reader) -> Iterator[str]:
    """Addresses within the site; a search leads to what it finds."""
    found: list[str] = reader.page.evaluate(_LINKS)
    searches: list[str] = reader.page.evaluate(_SEARCH)
    for link in [*found, *(f"{address}?q={_LETTERS}" for address in searches)]:
        parts = urlsplit(link)
        if f"{parts.scheme}://{parts.netloc}" == reader.product.address:
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            if path not in _FILES:
                yield path
