"""Desks of those whose own rooms are still to come: what they can do today, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from digione.foundation.access import Request, Role

from .choosing import Hat


@dataclass(frozen=True, slots=True)
class Way:
    """One place to go from a desk."""

    icon: str
    title: Promise
    detail: Promise
    address: str


_WAYS: Final[tuple[tuple[frozenset[Role], str, str, Promise, Promise], ...]] = (
    (
        frozenset({Role.DATA_PROTECTION_OFFICER}),
        "home:persons",
        "eye",
        _("Who has seen whose data"),
        _("Find a person, then look who has seen their data."),
    ),
    (
        frozenset({Role.ADMINISTRATOR}),
        "organisaatiopalvelu:import",
        "building-2",
        _("Import from the organisation register"),
        _("You see what would change before anything does."),
    ),
)


def desk(request: Request, hat: Hat, values: dict[str, Any]) -> HttpResponse:
    ways = list(_ways(hat))
    return TemplateResponse(request, "home/ways.html", {**values, "ways": ways})


def _ways(hat: Hat) -> Iterator[Way]:
    for roles, name, icon, title, detail in _WAYS:
        if hat.role in roles:
            address = reverse(name, kwargs={"municipality": hat.places[0].slug})
            yield Way(icon, title, detail, address)
