"""What the library's tests share: machine code compiled before the first test is timed."""

import pytest

from timetabler.warmth import warm_up


@pytest.fixture(scope="session", autouse=True)
def _warm() -> None:
    warm_up()
