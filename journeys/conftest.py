"""What the stories stand on: one product and one browser for each process, windows for readers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from digione.config.database.addresses import Addresses
from tools.testing import browser as installed

from .product import Product, served
from .reader import Reader, reading

Window = Callable[..., Reader]
_ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage"]


@pytest.fixture(scope="session")
def product(test_server: Addresses) -> Iterator[Product]:
    with served(test_server, os.environ.get("PYTEST_XDIST_WORKER", "alone")) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not installed.path():
        pytest.skip(installed.REMEDY)
    expect.set_options(timeout=10_000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=installed.path(), args=_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def windows(browser: Browser, product: Product) -> Iterator[Window]:
    """Opens windows; at the story's end none may have complained."""
    with ExitStack() as stack:

        def window(person: str = "", **options: Any) -> Reader:
            opened: AbstractContextManager[Reader] = reading(browser, product, **options)
            reader = stack.enter_context(opened)
            if person:
                reader.sign_in(person)
            return reader

        yield window
