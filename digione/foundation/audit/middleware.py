"""Starts each request with an empty page, and writes refusals after the work was undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponseBase

from digione.foundation.access import Actor
from digione.foundation.access.refusals import collect_refusals

from . import recording

_REFUSALS: Final = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND})


class AuditMiddleware:
    """Stands outside the one that owns the transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        refusals = collect_refusals()
        recording.forget()
        response = self.get_response(request)
        named = {(r.actor, r.permission) for r in refusals} or set(_unnamed(request, response))
        for actor, permission in named:
            recording.refused(actor, permission)
        return response


def _unnamed(request: HttpRequest, response: HttpResponseBase) -> Iterator[tuple[Actor, str]]:
    """What a page refused by itself stands under the page's permission."""
    actor, match = getattr(request, "actor", None), request.resolver_match
    if response.status_code in _REFUSALS and actor and match:
        yield actor, getattr(match.func, "permission", match.view_name)
