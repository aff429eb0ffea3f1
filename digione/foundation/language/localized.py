"""One text in several languages: stored as JSON, read in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

from .speaking import LANGUAGES, spoken


class LocalizedText(dict[str, str]):
    """`{"fi": …, "sv": …, "en": …}`; at least one of them is there."""

    def __str__(self) -> str:
        return self.read(spoken())

    def read(self, language: str) -> str:
        """The text in `language`, else in the first language that has one."""
        for code in (language, *LANGUAGES):
            if text := self.get(code):
                return text
        return next(iter(self.values()), "")


if TYPE_CHECKING:
    _Json = models.JSONField[LocalizedText, LocalizedText]
else:  # not generic at run time
    _Json = models.JSONField


class LocalizedField(_Json):
    """A column that holds a `LocalizedText`."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> LocalizedText | None:
        loaded = super().from_db_value(value, expression, connection)
        return None if loaded is None else LocalizedText(loaded)

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        if not any(value.get(code) for code in LANGUAGES):
            raise ValidationError("a text in at least one language")
