"""Values that lie encrypted in tables, logs and backups, bound to the person they are about.

`rotation` seals them anew when a key is added; `classes` says what every column of the house is.
"""

from .field import SealedField
from .seal import (
    BrokenSeal,
    blind_index,
    blind_indexes,
    key_of,
    newest_key,
    seal,
    seal_nationally,
    unseal,
    unseal_nationally,
)

__all__ = [
    "BrokenSeal",
    "SealedField",
    "blind_index",
    "blind_indexes",
    "key_of",
    "newest_key",
    "seal",
    "seal_nationally",
    "unseal",
    "unseal_nationally",
]
