"""Starts each request with an empty page, and writes refusals after the work was undone."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from digione.foundation.access.registry import collect_refusals

from . import recording


class AuditMiddleware:
    """Stands outside the one that owns the transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        refusals = collect_refusals()
        recording.forget()
        response = self.get_response(request)
        for actor, permission in {(r.actor, r.permission) for r in refusals}:
            recording.refused(actor, permission)
        return response
