"""Texts that exist in several languages, and the order of the Finnish alphabet."""

from .localized import LocalizedField, LocalizedText
from .sorting import SortKeyField, sort_key
from .speaking import LANGUAGES, speaking, spoken

__all__ = [
    "LANGUAGES",
    "LocalizedField",
    "LocalizedText",
    "SortKeyField",
    "sort_key",
    "speaking",
    "spoken",
]
