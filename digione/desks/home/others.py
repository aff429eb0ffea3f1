"""Desks of those whose own rooms are still to come: what they can do today, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
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
        frozenset({Role.TEACHER, Role.SPECIAL_NEEDS_TEACHER}),
        "home:search",
        "search",
        _("Find a learner or a group"),
        _("By the beginning of the family name, or by the name of the group."),
    ),
    (
        frozenset({Role.ADMINISTRATOR}),
        "people:register",
        "users",
        _("People"),
        _("Persons, guardianships, roles and safety bans."),
    ),
    (
        frozenset({Role.ADMINISTRATOR}),
        "organisations:schools",
        "school",
        _("Schools and school years"),
        _("The organisation, its terms and holidays."),
    ),
    (
        frozenset({Role.DATA_PROTECTION_OFFICER}),
        "people:deeds_search",
        "eye",
        _("Who has seen whose data"),
        _("Every look at a person's data, with the role and the purpose."),
    ),
)


def desk(request: Request, hat: Hat, values: dict[str, Any]) -> HttpResponse:
    ways = list(_ways(hat))
    return TemplateResponse(request, "home/ways.html", {**values, "ways": ways})


def _ways(hat: Hat) -> Iterator[Way]:
    for roles, name, icon, title, detail in _WAYS:
        if hat.role in roles:
            try:
                address = reverse(name, kwargs={"municipality": hat.places[0].slug})
            except NoReverseMatch:
                continue
            yield Way(icon, title, detail, address)
