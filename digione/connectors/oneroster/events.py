"""What an import of a package announces: one fact for each kind, however many its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class RowsImported:
    """Of this kind (persons, memberships, …) rows are new, changed or ended by one package."""

    name: ClassVar[str] = "oneroster.rows_imported.v1"
    kind: str
    new: int
    changed: int
    ended: int
