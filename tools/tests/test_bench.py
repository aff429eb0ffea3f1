"""The bench of the pages: one that fails is told of, and the others are measured."""

from __future__ import annotations

from typing import Any

import pytest

from tools.bench.measuring import Cost, Failure, Page, measure
from tools.bench.visiting import Answer


class _Still:
    """Server processes that take no time."""

    def seconds(self) -> float:
        return 0.0


@pytest.mark.django_db
def test_a_page_that_fails_does_not_stop_the_bench() -> None:
    still: Any = _Still()
    pages = [
        Page("refused", lambda: Answer(409, b""), 1, 1),
        Page("broken", lambda: Answer(1 // 0, b""), 1, 1),
        Page("fine", lambda: Answer(200, b"<p>"), 1, 1),
    ]
    refused, broken, fine = measure(pages, still)
    assert isinstance(refused, Failure)
    assert "409" in refused.why
    assert isinstance(broken, Failure)
    assert broken.why.startswith("ZeroDivisionError")
    assert isinstance(fine, Cost)
    assert (fine.sql, fine.body) == (0, b"<p>")
