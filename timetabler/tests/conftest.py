"""What the library's tests share: machine code compiled before the first test is timed."""

import pytest

from timetabler.warmth import warm_up


@pytest.fixture(scope="session")
def warm() -> None:
    """Machine code is there before the first test that is timed."""
    warm_up()
