"""Every table is a tenant's or the nation's, and rooms refer to lower rooms only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.db import models

from digione.foundation.tenancy import NationalModel, TenantFact, TenantForeignKey

# Tables of libraries that hold no row of a municipality, reviewed one by one.
THIRD_PARTY: Final = {
    "auth": "Django's permissions and groups: unused, and empty",
    "contenttypes": "names of models",
    "sessions": "who is signed in",
    "account": "allauth: e-mail addresses of accounts, codes of confirmation",
    "mfa": "allauth: second factors, sealed",
    "usersessions": "allauth: the devices of an account",
    "procrastinate": "jobs: identifiers only",
}

# The rooms from the ground upward; a test holds this order against the import contract.
ROOMS: Final = (
    "organisations",
    "people",
    "curriculum",
    "enrolment",
    "timetable",
    "attendance",
)


@register
def every_model_is_a_tenants_or_the_nations(
    app_configs: object = None, **_: object
) -> list[CheckMessage]:
    return [
        Error(
            f"{model._meta.label} is neither a tenant's table nor the nation's.",
            hint="Derive it from TenantModel, TenantFact or NationalModel.",
            id="digione.E001",
        )
        for model in apps.get_models()
        if model._meta.app_label not in THIRD_PARTY
        and not issubclass(model, TenantFact | NationalModel)
    ]


@register
def rooms_refer_downward(app_configs: object = None, **_: object) -> list[CheckMessage]:
    return list(misplaced(apps.get_models()))


def misplaced(tables: Iterable[type[models.Model]]) -> Iterator[CheckMessage]:
    """References between rooms that go up, cascade, or let the lower room know of the higher."""
    for field in (f for model in tables for f in _references(model)):
        own, other = field.model._meta.app_label, field.related_model._meta.app_label
        if own == other or own not in ROOMS or other not in ROOMS:
            continue
        for wrong, what in (
            (ROOMS.index(own) < ROOMS.index(other), "refers to a higher room"),
            (field.remote_field.on_delete is not models.PROTECT, "does not PROTECT what it needs"),
            (not field.remote_field.hidden, "opens a way back from the lower room"),
            (not isinstance(field, TenantForeignKey), "could leave the municipality"),
        ):
            if wrong:
                yield Error(f"{field} {what}.", id="digione.E002")


def _references(model: type[models.Model]) -> Iterator[Any]:
    return (f for f in model._meta.concrete_fields if f.is_relation)
