"""Every refusal under the interface's addresses is a problem body (RFC 9457), whoever refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from . import words

PREFIX: Final = "api/v1/"
_KIND: Final = "application/problem+json"
_ADDRESS: Final = re.compile(rf"/[^/]+/{PREFIX}")
_SCHEME: Final = 'Cookie realm="DigiOne", cookie-name="sessionid"'


def problem(status: HTTPStatus, detail: str = "", **more: object) -> HttpResponse:
    """What is wrong and what helps; `more` joins the body."""
    title, usual = words.of(status)
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail or usual}
    answer = JsonResponse({**body, **more}, status=status, content_type=f"{_KIND}; charset=utf-8")
    if status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = _SCHEME
    return answer


class ProblemMiddleware:
    """Stands outside whatever may refuse with a page: a program cannot follow it to a form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not _ADDRESS.match(request.path_info) or response.status_code < HTTPStatus.FOUND:
            return response
        if response.headers.get("Content-Type", "").startswith(_KIND):
            return response
        return _as_problem(response)


def _as_problem(response: HttpResponseBase) -> HttpResponse:
    """A way to the sign-in page, or to the second factor, means that nobody is signed in enough."""
    if response.status_code < HTTPStatus.BAD_REQUEST:
        answer = problem(HTTPStatus.UNAUTHORIZED)
    else:
        answer = problem(HTTPStatus(response.status_code), _plain_words(response))
    answer.cookies = response.cookies
    return answer


def _plain_words(response: HttpResponseBase) -> str:
    plain = response.headers.get("Content-Type", "").startswith("text/plain")
    return response.content.decode() if plain and isinstance(response, HttpResponse) else ""
