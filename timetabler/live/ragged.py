"""Rows of different lengths in flat arrays."""

from collections.abc import Iterable, Sequence
from itertools import chain

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
    flat = np.fromiter(chain.from_iterable(kept), np.int64, int(start[-1]))
    return start, flat if len(flat) else numbers([])


def gathered(rows: Numbers, values: Numbers, count: int) -> tuple[Numbers, Numbers]:
    """The same from a row for each value, in any order: values of a row keep theirs."""
    start = np.zeros(count + 1, np.int64)
    start[1:] = np.cumsum(np.bincount(rows, minlength=count))
    flat = values[np.argsort(rows, kind="stable")]
    return start, flat if len(flat) else numbers([])
