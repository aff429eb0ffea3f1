"""Every route, every permission and every person, compared with the table written by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from digione.config.checks.routes import permissions
from digione.foundation import clock

from .matrix import rights
from .matrix.expected import EXPECTED
from .matrix.world import MONDAY, World, a_world

pytestmark = pytest.mark.slow


@pytest.fixture
def world(db: None) -> Iterator[World]:
    with clock.held(MONDAY):
        yield a_world()


def test_every_permission_is_declared() -> None:
    assert set(EXPECTED) == set(permissions())


def test_everybody_reaches_what_the_table_says_and_nothing_else(world: World) -> None:
    wrong = [
        one for permission in EXPECTED for one in rights.wrong(world, permission, rights.ACTORS)
    ]
    assert not wrong, "\n".join(map(str, wrong))
