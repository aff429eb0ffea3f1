"""The tests of the desk happen on a Monday morning at 9.20."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .town import Town, the_morning


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    with the_morning() as made:
        yield made
