"""The tests of this room happen on a Monday morning at 8.20."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from digione.foundation import clock

from .world import MORNING


@pytest.fixture(autouse=True)
def _morning() -> Iterator[None]:
    with clock.held(MORNING):
        yield
