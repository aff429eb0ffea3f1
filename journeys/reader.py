"""Somebody with a browser window, whose taps and keys are counted."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from digione.config.demo.people import PEOPLE
from digione.foundation.ui import bundle

from .product import MOMENT, Product

PHONE: Final[dict[str, Any]] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}
TABLET: Final[dict[str, Any]] = {"viewport": {"width": 834, "height": 1112}}
DESK: Final[dict[str, Any]] = {"viewport": {"width": 1440, "height": 900}}
_AXE: Final = (bundle.HERE / "tests/vendor/axe.min.js").read_text(encoding="utf-8")
_RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_FIND: Final = """rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})
  .then(found => found.violations.map(v => v.id + ': ' + v.nodes.length + ' x '
    + v.nodes[0].html.slice(0, 200)))"""
# What Chromium says by itself about an answer that a story asks for, or a line that is cut.
_EXPECTED: Final = ("Failed to load resource",)


@dataclass
class Reader:
    product: Product
    context: BrowserContext
    page: Page
    taps: int = 0
    complaints: list[str] = field(default_factory=list)

    def sign_in(self, key: str) -> Page:
        """By the demo's chooser; what follows is counted from the start page."""
        self.go("/demo/")
        self.page.locator(f'form[action="{PEOPLE[key].sign_in}"] button').click()
        self.page.wait_for_url(f"{self.product.address}/")
        self.taps = 0
        return self.page

    def go(self, path: str) -> Page:
        self.page.goto(f"{self.product.address}{path}")
        return self.page

    def tap(self, *ways: Locator | str) -> None:
        """Presses each: a place on the page, or the button or link of that name."""
        for way in ways:
            self._named(way).click() if isinstance(way, str) else way.click()
            self.taps += 1

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.taps += 1

    def _named(self, name: str) -> Locator:
        button = self.page.get_by_role("button", name=name, exact=True)
        link = self.page.get_by_role("link", name=name, exact=True)
        return button.or_(link).first

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).locator("visible=true").first).to_be_visible()

    def violations(self) -> list[str]:
        """What axe finds; sent past the page's own policy, as a browser's extension would be."""
        session = self.context.new_cdp_session(self.page)
        if not self.page.evaluate("'axe' in window"):
            session.send("Runtime.evaluate", {"expression": _AXE})
        found: list[str] = self.page.evaluate(_FIND, _RULES)
        session.detach()
        return found

    def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        width: int = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return width

    def surprises(self) -> list[str]:
        return [said for said in self.complaints if not said.startswith(_EXPECTED)]


@contextmanager
def reading(browser: Browser, product: Product, **options: Any) -> Iterator[Reader]:
    """A window of its own; its clock stands where the product's does."""
    language = options.pop("language", "fi")
    context = browser.new_context(locale=language, timezone_id="Europe/Helsinki", **options)
    context.set_default_timeout(15_000)
    page = context.new_page()
    if options.get("java_script_enabled", True):
        page.clock.set_fixed_time(datetime.datetime.fromisoformat(f"{MOMENT}+02:00"))
    reader = Reader(product, context, page)
    _listen(reader, page)
    try:
        yield reader
        if surprises := reader.surprises():
            raise AssertionError(json.dumps(surprises, indent=1))
    finally:
        context.close()


def _listen(reader: Reader, page: Page) -> None:
    page.on(
        "console",
        lambda said: reader.complaints.append(said.text) if said.type == "error" else None,
    )
    page.on("pageerror", lambda error: reader.complaints.append(str(error)))
