"""Mounts the rooms' routers, asks for a permission on each route, answers refusals as RFC 9457."""

from collections.abc import Callable, Iterable
from functools import wraps
from http import HTTPStatus
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import django_auth

from digione.foundation.access import registry

P = ParamSpec("P")
T = TypeVar("T")


class Problem(Exception):
    """A refusal in words for the caller; `more` joins the answer's body."""

    def __init__(self, status: HTTPStatus, detail: str, **more: object) -> None:
        super().__init__(detail)
        self.status, self.detail, self.more = status, detail, more


def needs(permission: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """The route's permission, as `page` is a page's: 403 for a role that lacks it."""

    def guard(route: Callable[P, T]) -> Callable[P, T]:
        @wraps(route)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
            actor = args[0].actor  # type: ignore[attr-defined]
            if not registry.granted(actor, permission):
                registry.refuse(actor, permission)
                raise PermissionDenied(permission)
            return route(*args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return guard


def mounted(rooms: Iterable[str]) -> list[URLPattern | URLResolver]:
    """The addresses of the rooms' routers; every one of them names its permission."""
    api = NinjaAPI(
        title="DigiOne",
        version="1",
        urls_namespace="api",
        auth=django_auth,
        docs_url=None,
        openapi_url=None,
    )
    for room in rooms:
        api.add_router(f"/{room}", f"digione.school.{room}.api.router")
    _answer_refusals(api)
    return [pattern for pattern in api.urls[0] if _declare(pattern)]


def _declare(pattern: Any) -> bool:
    """Writes the permission of a path's routes on the view, where the start-up check looks.

    The page that lists the whole interface has none, and is not mounted.
    """
    path = getattr(pattern.callback, "__self__", None) or _path_view(pattern.callback)
    declared = (
        {getattr(one.view_func, "permission", None) for one in path.operations} if path else set()
    )
    if len(declared) != 1 or None in declared:
        return False
    pattern.callback.permission = declared.pop()
    return True


def _path_view(callback: Any) -> Any:
    cells = getattr(callback, "__closure__", None) or ()
    return next(
        (cell.cell_contents for cell in cells if hasattr(cell.cell_contents, "operations")), None
    )


def _answer_refusals(api: NinjaAPI) -> None:
    @api.exception_handler(Problem)
    def problem(request: HttpRequest, why: Problem) -> HttpResponse:
        return _refusal(why.status, why.detail, **why.more)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, why: ValidationError) -> HttpResponse:
        errors = [{"at": list(one["loc"]), "why": one["msg"]} for one in why.errors]
        return _refusal(
            HTTPStatus.UNPROCESSABLE_ENTITY, "What was sent does not fit.", errors=errors
        )

    for exception, status in (
        (Http404, HTTPStatus.NOT_FOUND),
        (PermissionDenied, HTTPStatus.FORBIDDEN),
        (AuthenticationError, HTTPStatus.UNAUTHORIZED),
    ):
        api.add_exception_handler(exception, _plain(status))


def _plain(
    status: HTTPStatus,
) -> Callable[[HttpRequest, Exception | type[Exception]], HttpResponse]:
    def answer(request: HttpRequest, why: Exception | type[Exception]) -> HttpResponse:
        return _refusal(status, status.description)

    return answer


def _refusal(status: HTTPStatus, detail: str, **more: object) -> HttpResponse:
    body = {"type": "about:blank", "title": status.phrase, "status": status, "detail": detail}
    return JsonResponse(
        {**body, **more}, status=status, content_type="application/problem+json; charset=utf-8"
    )
