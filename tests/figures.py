"""How a test tells a figure that stands at the end of the run, in whichever process it ran."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Figure: TypeAlias = Callable[[str, object], None]
