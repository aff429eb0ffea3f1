"""What the stories stand on: one product for each process, and windows for readers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser

from digione.config.database.addresses import Addresses
from digione.config.demo.people import PEOPLE

from . import figures
from .product import Product, served
from .reader import Reader, reading

Window = Callable[..., Reader]
_READERS = pytest.StashKey[list[Reader]]()
# Another story may have left the account in another language.
_AS_IN_FINNISH = "UPDATE identity_account SET language = 'fi', theme = 'auto' WHERE id = %s"


@pytest.fixture(scope="session")
def product(test_server: Addresses) -> Iterator[Product]:
    with served(test_server, os.environ.get("PYTEST_XDIST_WORKER", "alone")) as running:
        yield running


@pytest.fixture
def windows(browser: Browser, product: Product, request: pytest.FixtureRequest) -> Iterator[Window]:
    """Opens windows; at the story's end none may have complained."""
    readers = request.node.stash.setdefault(_READERS, [])
    with ExitStack() as stack:

        def window(person: str = "", **options: Any) -> Reader:
            opened: AbstractContextManager[Reader] = reading(browser, product, **options)
            reader = stack.enter_context(opened)
            readers.append(reader)
            if person:
                product.change(_AS_IN_FINNISH, PEOPLE[person].account_id)
                reader.sign_in(person)
            return reader

        yield window


def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """Counted when the story has been told and its windows still stand."""
    if call.when == "call" and (readers := item.stash.get(_READERS, [])):
        item.user_properties.append(("taps", sum(reader.taps for reader in readers)))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """The figures of the stories, from whichever process told them."""
    told = terminalreporter.stats
    reports = [one for kind in ("passed", "failed") for one in told.get(kind, ())]
    for line in figures.lines(one for one in reports if one.when == "call"):
        terminalreporter.write_line(line)
