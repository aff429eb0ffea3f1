"""Whether this process lives, and whether it can answer: `/healthz` and `/readyz`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse


class HealthMiddleware:
    """Answers before sessions, tenants and host names come in: a probe has none of them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = _PROBES.get(request.path_info)
        if not answer:
            return self.get_response(request)
        request.route = request.path_info[1:]  # type: ignore[attr-defined]
        return answer()


def _alive() -> HttpResponse:
    return JsonResponse({"alive": True})


def _ready() -> HttpResponse:
    missing = what_is_missing()
    return JsonResponse({"ready": not missing, "missing": missing}, status=503 if missing else 200)


_PROBES = {"/healthz": _alive, "/readyz": _ready}


def what_is_missing() -> list[str]:
    """What keeps requests from being answered, in the operator's words."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations")
            applied = frozenset(cursor.fetchall())
    except Error:
        return ["database"]
    return ["migrations"] if _expected() - applied else []


@cache
def _expected() -> frozenset[tuple[str, str]]:
    """Every migration of this release, less those that a squashed one stands for."""
    loader = MigrationLoader(None)
    replaced = {old for new in loader.disk_migrations.values() for old in new.replaces}
    return frozenset(loader.disk_migrations) - replaced
