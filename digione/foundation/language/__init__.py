"""Texts that exist in several languages, and the order of the Finnish alphabet."""

from .localized import LANGUAGES, LocalizedField, LocalizedText
from .sorting import SortKeyField, sort_key

__all__ = ["LANGUAGES", "LocalizedField", "LocalizedText", "SortKeyField", "sort_key"]
