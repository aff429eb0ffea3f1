"""How sensitive every column of the house is; each app says it in its own `classes.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.apps import AppConfig, apps
from django.db import models

from .field import SealedField


class Sensitivity(StrEnum):
    PUBLIC = "P0"
    ORDINARY = "P1"  # about a person or a school, for those whose work it is
    CONTACT = "P2"  # how to reach somebody, and from where somebody came
    CONFIDENTIAL = "P3"  # secret by law
    PLACE = "P4"  # tells where somebody is or lives: hidden for the protected
    CREDENTIAL = "P5"


# Every table's own: whose row, which row, and how often it was changed.
STRUCTURE: Final = frozenset({"pk", "id", "tenant_id", "version"})

# Tables of libraries have one class each; nothing of them is shown but by the library's pages.
LIBRARIES: Final = {
    "account": Sensitivity.CONTACT,
    "auth": Sensitivity.PUBLIC,
    "contenttypes": Sensitivity.PUBLIC,
    "mfa": Sensitivity.CREDENTIAL,
    "procrastinate": Sensitivity.ORDINARY,
    "sessions": Sensitivity.CREDENTIAL,
    "usersessions": Sensitivity.CONTACT,
}


def sensitivity(model: type[models.Model], field: str) -> Sensitivity | None:
    """The class of a column, or None where nobody has said it."""
    label = model._meta.app_label
    if label in LIBRARIES:
        return LIBRARIES[label]
    if field in STRUCTURE:
        return Sensitivity.ORDINARY
    return _table(apps.get_app_config(label)).get((model.__name__, field))


def unclassified() -> Iterator[str]:
    """Columns of which nobody has said how sensitive they are."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if sensitivity(model, field.name) is None:
                yield f"{model._meta.label}.{field.name}"


def unsealed() -> Iterator[str]:
    """Sealed columns that are said to be harmless: one of the two is wrong."""
    harmless = {Sensitivity.PUBLIC, Sensitivity.ORDINARY}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedField) and sensitivity(model, field.name) in harmless:
                yield f"{model._meta.label}.{field.name}"


def forgotten() -> Iterator[str]:
    """Lines of the tables that name no column any more."""
    for app in apps.get_app_configs():
        columns = {(m.__name__, f.name) for m in app.get_models() for f in m._meta.concrete_fields}
        for model, field in _table(app).keys() - columns:
            yield f"{app.label}.{model}.{field}"


@lru_cache
def _table(app: AppConfig) -> Mapping[tuple[str, str], Sensitivity]:
    path = Path(app.path) / "classes.toml"
    if not path.exists():
        return {}
    return {
        (model, field): Sensitivity(code)
        for model, classes in tomllib.loads(path.read_text()).items()
        for code, fields in classes.items()
        for field in fields
    }
