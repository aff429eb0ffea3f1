"""Functions compiled to machine code, kept between runs, with their types kept for the checker.

They see a plan as one block of numbers (`state.py` says what stands where): a tuple of many
arrays would be copied at every call and take minutes to compile. Reference counting is switched
off (`_nrt`), so compiled functions may not allocate; whatever they need stands ready.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numba

from timetabler.freshness import drop_stale

F = TypeVar("F", bound=Callable[..., object])

_compile: Any = numba.njit
drop_stale(Path(__file__).parent)


def compiled(function: F) -> F:
    """An entry point: compiled once, cached on disk, and run without Python's lock."""
    made: F = _compile(cache=True, nogil=True, _nrt=False)(function)
    return made


def inner(function: F) -> F:
    """A step inside entry points, compiled into them."""
    made: F = _compile(nogil=True, _nrt=False)(function)
    return made
