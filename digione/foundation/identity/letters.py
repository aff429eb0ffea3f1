"""Lets allauth know the request until its letters have left."""

from __future__ import annotations

from collections.abc import Callable

from allauth.core.context import request_context
from django.http import HttpRequest, HttpResponseBase


class LettersMiddleware:
    """Stands outside the transaction: letters are written when it has committed.

    allauth's own middleware knows the request within the transaction only, and without a request
    a letter about a new factor fails after the factor has been saved.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with request_context(request):
            return self.get_response(request)
