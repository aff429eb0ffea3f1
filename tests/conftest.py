"""The world of the guards' tests, on a Monday morning."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from digione.foundation import clock

from .matrix import asking
from .matrix.world import MONDAY, World, a_world


@pytest.fixture
def world(db: None) -> Iterator[World]:
    with clock.held(MONDAY):
        yield a_world()


@pytest.fixture
def the_pass(db: None) -> Iterator[asking.Pass]:
    """Thousands of answers; a line of the log for each would be most of the output."""
    logging.disable(logging.INFO)
    with clock.held(MONDAY):
        yield asking.the_pass(a_world)
    logging.disable(logging.NOTSET)
