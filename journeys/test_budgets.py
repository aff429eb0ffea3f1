"""What pages weigh, by the browser's own figures. Sizes and counts are asserted, clocks are not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Final

import pytest
from playwright.sync_api import Browser

from .conftest import Window
from .product import Product
from .reader import PHONE, Reader, reading

_FIRST, _REPEAT, _REQUESTS = 150_000, 15_000, 12  # bytes, bytes, requests
_LEADING: Final = {
    "guardian's start page": ("sanna-korhonen", "/"),
    "learner's start page": ("eetu-korhonen", "/"),
    "teacher's desk": ("minna-lahtinen", "/"),
    "register of 25": ("minna-lahtinen", "/koivula/lessons"),
    "principal's board": ("jari-koskela", "/"),
}


@dataclass(slots=True)
class Transfer:
    requests: int = 0
    size: int = 0


@pytest.mark.parametrize("name", _LEADING)
def test_a_page_comes_light_at_first_and_lighter_again(
    browser: Browser,
    product: Product,
    windows: Window,
    record_property: Callable[[str, object], None],
    name: str,
) -> None:
    person, path = _LEADING[name]
    known = windows(person).context.storage_state()
    with reading(browser, product, storage_state=known, **PHONE) as reader:
        first, repeat = transferred(reader, path), transferred(reader, path)
    record_property("transfer", {name: {"first": asdict(first), "repeat": asdict(repeat)}})
    assert first.size <= _FIRST
    assert repeat.size <= _REPEAT
    assert max(first.requests, repeat.requests) <= _REQUESTS


def transferred(reader: Reader, path: str) -> Transfer:
    """Bytes on the wire with their headers, and how many requests asked for them."""
    session = reader.context.new_cdp_session(reader.page)
    seen = Transfer()

    def finished(event: dict[str, Any]) -> None:
        seen.size += int(event["encodedDataLength"])

    def asked(event: dict[str, Any]) -> None:
        seen.requests += event["request"]["url"].startswith("http")

    session.on("Network.loadingFinished", finished)
    session.on("Network.requestWillBeSent", asked)
    session.send("Network.enable")
    reader.go(path)
    reader.page.wait_for_load_state("networkidle")
    session.detach()
    return seen
