"""Functions compiled to machine code, kept between runs, with their types kept for the checker.

Reference counting is switched off (`_nrt`): the state is a tuple of many arrays, and counting
each of them at every call made a move ten times slower. Compiled functions therefore may not
allocate; whatever they need stands ready in the state.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import numba

F = TypeVar("F", bound=Callable[..., object])

_compile: Any = numba.njit


def compiled(function: F) -> F:
    """An entry point: compiled once, cached on disk, and run without Python's lock."""
    made: F = _compile(cache=True, nogil=True, _nrt=False)(function)
    return made


def inlined(function: F) -> F:
    """A step inside an entry point, melted into it: passing the state about would cost more."""
    made: F = _compile(cache=True, nogil=True, _nrt=False, forceinline=True)(function)
    return made
