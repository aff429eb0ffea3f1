"""Every column of the house has a class, and the tables of classes name what is there."""

from __future__ import annotations

from django.core.checks import CheckMessage, Error, register

from digione.foundation.sealing import classes


@register
def every_column_has_a_class(app_configs: object = None, **_: object) -> list[CheckMessage]:
    return [
        Error(
            f"Nobody has said how sensitive {column} is.",
            hint="Name it in the app's classes.toml (foundation/sealing/classes.py: P0 to P5).",
            id="digione.E007",
        )
        for column in classes.unclassified()
    ]


@register
def sealed_columns_are_sensitive(app_configs: object = None, **_: object) -> list[CheckMessage]:
    return [
        Error(f"{column} is sealed, but its class says that it is harmless.", id="digione.E008")
        for column in classes.unsealed()
    ]


@register
def tables_of_classes_are_fresh(app_configs: object = None, **_: object) -> list[CheckMessage]:
    return [
        Error(f"{column} has a class, but is no column any more.", id="digione.E009")
        for column in classes.forgotten()
    ]
