"""Answers that would otherwise be bare: a request nobody can read, an address that is no page."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's own asks for the token, and so reads once more what could not be read."""
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


class NoPageMiddleware:
    """Whoever opens an address that only takes forms is told so, and led on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        refused = self.get_response(request)
        if not isinstance(refused, HttpResponseNotAllowed) or refused.content:
            return refused
        page = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
        page.headers["Allow"] = refused.headers["Allow"]
        return page
