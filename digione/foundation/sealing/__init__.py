"""Values that lie encrypted in tables, logs and backups, bound to the person they are about."""

from .field import SealedField, seal_into, unseal_from
from .seal import BrokenSeal, blind_index, key_of, seal, unseal

__all__ = [
    "BrokenSeal",
    "SealedField",
    "blind_index",
    "key_of",
    "seal",
    "seal_into",
    "unseal",
    "unseal_from",
]
