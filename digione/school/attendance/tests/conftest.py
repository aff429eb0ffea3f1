"""A Monday morning at 8.20, for the tests that ask for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from digione.foundation import clock

from .world import MORNING


@pytest.fixture
def at_school() -> Iterator[None]:
    with clock.held(MORNING):
        yield
