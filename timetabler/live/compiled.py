"""Functions compiled to machine code, kept between runs, with their types kept for the checker."""

from collections.abc import Callable
from typing import TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """An entry point: compiled once, cached on disk, and run without Python's lock."""
    return cast("F", numba.njit(cache=True, nogil=True, _nrt=False)(function))


def inlined(function: F) -> F:
    """A step inside an entry point, melted into it: passing the state about would cost more."""
    return cast("F", numba.njit(cache=True, nogil=True, forceinline=True, _nrt=False)(function))
