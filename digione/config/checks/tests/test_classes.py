"""What the check of sensitive columns notices."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.apps import apps

from digione.config.checks.classes import (
    every_column_has_a_class,
    sealed_columns_are_sensitive,
    tables_of_classes_are_fresh,
)
from digione.foundation.sealing import classes
from digione.foundation.sealing.classes import Sensitivity


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], Sensitivity]:
    """The people room's table, to be spoilt."""
    honest, people = classes._table, apps.get_app_config("people")
    spoilt = dict(honest(people))

    def read(app: object) -> Mapping[tuple[str, str], Sensitivity]:
        return spoilt if app is people else honest(app)

    monkeypatch.setattr(classes, "_table", read)
    return spoilt


def test_every_column_of_the_house_has_a_class() -> None:
    assert list(classes.unclassified()) == []
    assert classes.sensitivity(apps.get_model("people.ContactPoint"), "value") == Sensitivity.PLACE
    assert (
        classes.sensitivity(apps.get_model("people.Person"), "identity_code")
        == Sensitivity.CONFIDENTIAL
    )


def test_a_forgotten_column_stops_the_start(table: dict[tuple[str, str], Sensitivity]) -> None:
    del table["Person", "birth_date"]
    (error,) = every_column_has_a_class()
    assert "people.Person.birth_date" in error.msg


def test_a_sealed_column_cannot_be_called_harmless(
    table: dict[tuple[str, str], Sensitivity],
) -> None:
    table["ContactPoint", "value"] = Sensitivity.ORDINARY
    (error,) = sealed_columns_are_sensitive()
    assert "people.ContactPoint.value" in error.msg


def test_a_column_that_went_leaves_the_table(table: dict[tuple[str, str], Sensitivity]) -> None:
    table["Person", "shoe_size"] = Sensitivity.ORDINARY
    (error,) = tables_of_classes_are_fresh()
    assert "people.Person.shoe_size" in error.msg
