"""The build's own rules: each is one function with a sentence for a name.

A check takes the root of a tree and returns what it found wrong, one line each; nothing: it holds.
"""

from __future__ import annotations

from .check import Check
from .code import CHECKS as CODE
from .database import CHECKS as DATABASE
from .documents import CHECKS as DOCUMENTS
from .packages import CHECKS as PACKAGES
from .templates import CHECKS as TEMPLATES
from .text import CHECKS as TEXT
from .translations import CHECKS as TRANSLATIONS

# The slow ones first, so that two at a time end together.
ALL: tuple[Check, ...] = (
    *CODE,
    *DATABASE,
    *DOCUMENTS,
    *TRANSLATIONS,
    *TEMPLATES,
    *TEXT,
    *PACKAGES,
)

__all__ = ["ALL", "Check"]
