"""Rows of different lengths in flat arrays."""

from collections.abc import Iterable, Sequence

import numpy as np

from timetabler.live.state import Numbers


def numbers(values: Sequence[int]) -> Numbers:
    """An array of numbers; never empty, so that it stays indexable."""
    return np.array(values or [0], dtype=np.int64)


def ragged(rows: Iterable[Sequence[int]]) -> tuple[Numbers, Numbers]:
    """Rows of different lengths: where each starts, and all of them in one array."""
    kept = list(rows)
    start = np.zeros(len(kept) + 1, np.int64)
    start[1:] = np.cumsum([len(row) for row in kept])
    return start, numbers([value for row in kept for value in row])
