"""Every route names the permission it needs, and every permission stands in a room's table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.urls import URLPattern, URLResolver, get_resolver

from digione.foundation.access import Open, policies


@dataclass(frozen=True, slots=True)
class Route:
    """One address of the product: its pattern, its name, and the permission its view declares."""

    pattern: str
    name: str
    view: Any

    @property
    def permission(self) -> str | None:
        permission: str | None = getattr(self.view, "permission", None)
        return permission


def routes(
    of: Iterable[URLPattern | URLResolver] | None = None, before: str = ""
) -> Iterator[Route]:
    """All routes below `of`, or below the root of all addresses."""
    for entry in get_resolver().url_patterns if of is None else of:
        pattern = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, pattern)
        else:
            yield Route(pattern, entry.name or "", entry.callback)


def permissions() -> Iterator[str]:
    """Every permission that a room declares."""
    for app in settings.INSTALLED_APPS:
        if app.startswith("digione.school."):
            yield from import_module(f"{app}.policy").Permission


@register(Tags.urls)
def every_route_names_a_permission(app_configs: object = None, **_: object) -> list[CheckMessage]:
    known = {*permissions(), *Open}
    return [
        Error(
            f"/{route.pattern} names no permission that a room or Open declares.",
            hint="Decorate the view with @page(Permission.…) or @page(Open.…).",
            id="digione.E003",
        )
        for route in routes()
        if route.permission not in known
    ]


@register
def every_permission_stands_in_its_table(
    app_configs: object = None, **_: object
) -> list[CheckMessage]:
    declared = list(permissions())  # imports every room's table
    granted = {do for policy in policies().values() for row in policy.rows for do in row.do}
    return [
        Error(f"Nobody holds the permission {permission}.", id="digione.E004")
        for permission in declared
        if permission not in granted
    ]
