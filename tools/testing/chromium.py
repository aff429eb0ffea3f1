"""The browser of the tests: one for each module, and a new one where Chromium itself has died."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserType, expect, sync_playwright

from . import browser as installed

# Without a screen its process for graphics draws nothing, but its faults end the whole browser.
_ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
_DIED = ["TargetClosedError", "Page crashed"]


class Chromium:
    """Launched for the first who asks; whoever asks after it has died gets another."""

    def __init__(self, kind: BrowserType) -> None:
        self._kind = kind
        self._running: Browser | None = None

    def running(self) -> Browser:
        if self._running is None or not self._running.is_connected():
            self._running = self._kind.launch(executable_path=installed.path(), args=_ARGUMENTS)
        return self._running

    def close(self) -> None:
        if self._running is not None:
            self._running.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where the browser died a test is told once more: that fault is Chromium's, no other is."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=_DIED))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    """Of one module only: its loop would keep the tests of others from their database."""
    if not installed.path():
        pytest.skip(installed.REMEDY)
    expect.set_options(timeout=10_000)
    with sync_playwright() as playwright:
        chromium = Chromium(playwright.chromium)
        yield chromium
        chromium.close()


@pytest.fixture
def browser(chromium: Chromium) -> Browser:
    return chromium.running()
