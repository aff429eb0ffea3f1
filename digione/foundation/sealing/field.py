"""The column of a sealed value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    _Binary = models.BinaryField[bytes | None, bytes | None]
else:  # not generic at run time
    _Binary = models.BinaryField


class SealedField(_Binary):
    """Holds what `seal` gave; `about` names the column with the id of the person it is bound to."""

    def __init__(self, *, about: str = "id", **options: Any) -> None:
        self.about = about
        super().__init__(**options)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "about": self.about}

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> bytes | None:
        return None if value is None else bytes(value)
