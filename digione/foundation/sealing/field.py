"""The column of a sealed value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models

from .seal import seal, unseal

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

    @property
    def label(self) -> str:
        """What the value is bound to besides the person: `people.person.identity_code`."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        own = {"about": self.about, "kind": self.kind, "index": self.index}
        return name, path, args, {**kwargs, **own}

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> bytes | None:
        return None if value is None else bytes(value)


def sealed_column(model: type[models.Model], name: str) -> SealedField:
    field = model._meta.get_field(name)
    if not isinstance(field, SealedField):
        raise TypeError(f"{model.__name__}.{name} is not sealed")
    return field


def seal_into(model: type[models.Model], name: str, text: str, *, about: UUID) -> bytes:
    """`text` sealed for this column of this person's row."""
    return seal(text, about=about, field=sealed_column(model, name).label)


def unseal_from(model: type[models.Model], name: str, sealed: bytes, *, about: UUID) -> str:
    return unseal(sealed, about=about, field=sealed_column(model, name).label)
