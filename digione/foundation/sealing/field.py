"""The column of a sealed value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    _Binary = models.BinaryField[bytes | None, bytes | None]
else:  # not generic at run time
    _Binary = models.BinaryField


class SealedField(_Binary):
    """Holds what `seal` gave; `about` names the column with the id of the person it is bound to.

    The value is bound to the field's own name too, or to what the column `kind` holds: a phone
    number moved into an address is refused. `index` names the column of its blind index.
    """

    def __init__(
        self, *, about: str = "id", kind: str = "", index: str = "", **options: Any
    ) -> None:
        self.about, self.kind, self.index = about, kind, index
        super().__init__(**options)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        own = {"about": self.about, "kind": self.kind, "index": self.index}
        return name, path, args, {**kwargs, **own}

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> bytes | None:
        return None if value is None else bytes(value)
