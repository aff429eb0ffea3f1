"""Finds a canary in bytes, however it was written there."""

from __future__ import annotations

import base64
import html
import json
import quopri
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from urllib.parse import quote, quote_plus


def found(content: bytes, canaries: Iterable[str]) -> list[str]:
    """Those of the canaries that `content` holds, in any case and encoding."""
    if not content:
        return []
    folded = content.decode(errors="replace").casefold()
    return [one for one in canaries if _is_in(folded, content, one)]


def _is_in(folded: str, content: bytes, canary: str) -> bool:
    return any(way in folded for way in _texts(canary)) or any(
        way in content for way in _base64(canary)
    )


@lru_cache(maxsize=256)
def _texts(canary: str) -> tuple[str, ...]:
    plain = (canary, canary.casefold(), canary.upper())
    ways = (html.escape, quote, quote_plus, _named, json.dumps, _printable)
    written = {*plain, *(way(one) for one in plain for way in ways)}
    return tuple({one.strip('"').casefold() for one in written})


def _named(text: str) -> str:
    """As HTML writes what is not ASCII by number."""
    return html.escape(text).encode("ascii", "xmlcharrefreplace").decode()


def _printable(text: str) -> str:
    return quopri.encodestring(text.encode()).decode()


@lru_cache(maxsize=256)
def _base64(canary: str) -> tuple[bytes, ...]:
    return tuple(_aligned(canary.encode()))


def _aligned(text: bytes) -> Iterator[bytes]:
    """What stays of it wherever in three bytes it begins."""
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + text)
        first = (before * 8 + 5) // 6
        last = len(encoded.rstrip(b"=")) - (1 if (before + len(text)) % 3 else 0)
        for written in (encoded, encoded.replace(b"+", b"-").replace(b"/", b"_")):
            yield written[first:last]


Writing = Callable[[str], bytes]
WRITINGS: tuple[Writing, ...] = (
    lambda text: text.encode(),
    lambda text: text.upper().encode(),
    lambda text: html.escape(text).encode(),
    lambda text: quote(text).encode(),
    lambda text: quote_plus(text).encode(),
    lambda text: json.dumps(text).encode(),
    lambda text: base64.b64encode(f"x{text}y".encode()),
    lambda text: base64.urlsafe_b64encode(f"xx{text}yy".encode()),
    lambda text: quopri.encodestring(text.encode()),
)
