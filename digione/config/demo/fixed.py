"""What makes the demo the same every time: identifiers from words, chance from words."""

from __future__ import annotations

import random
from typing import Final
from uuid import UUID, uuid5

_WORLD: Final = UUID("d191041e-0000-5000-8000-0000000000de")


def fixed(*words: object) -> UUID:
    """The identifier of the thing that these words name."""
    return uuid5(_WORLD, "/".join(map(str, words)))


def chance(*words: object) -> random.Random:
    """Dice of their own for one purpose, so that a change elsewhere does not move them."""
    return random.Random("/".join(map(str, words)))
