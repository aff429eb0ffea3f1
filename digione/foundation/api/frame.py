"""Mounts the rooms' routers, asks for a permission on each route, answers refusals as RFC 9457."""

from collections.abc import Callable, Iterable
from functools import wraps
from http import HTTPStatus
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import django_auth

from digione.foundation.access import granted, refuse

from .problems import problem

P = ParamSpec("P")
T = TypeVar("T")


class Problem(Exception):
    """A refusal in words for the caller; `more` joins the answer's body."""

    def __init__(self, status: HTTPStatus, detail: str = "", **more: object) -> None:
        super().__init__(detail)
        self.status, self.detail, self.more = status, detail, more


def needs(permission: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """The route's permission, as `page` is a page's: 403 for a role that lacks it."""

    def guard(route: Callable[P, T]) -> Callable[P, T]:
        @wraps(route)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
            actor = args[0].actor  # type: ignore[attr-defined]
            if not granted(actor, permission):
                refuse(actor, permission)
                raise PermissionDenied(permission)
            return route(*args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return guard


def mounted(rooms: Iterable[str]) -> list[URLPattern]:
    """The addresses of the routers in the rooms' `api`; every route names its permission."""
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
    patterns = [entry for entry in api.urls[0] if isinstance(entry, URLPattern)]
    return [pattern for pattern in patterns if _declare(pattern)]


def _declare(pattern: Any) -> bool:
    """Writes the permission of a path's routes on the view, where the start-up check looks.

    The page that lists the whole interface is no route of a room, and is not mounted.
    """
    path = getattr(pattern.callback, "__self__", None) or _path_view(pattern.callback)
    if path is None:
        return False
    declared = {getattr(one.view_func, "permission", None) for one in path.operations}
    if len(declared) != 1 or None in declared:
        raise ImproperlyConfigured(f"{pattern.pattern} must name one permission, not {declared}")
    pattern.callback.permission = declared.pop()
    return True


def _path_view(callback: Any) -> Any:
    cells = getattr(callback, "__closure__", None) or ()
    return next(
        (cell.cell_contents for cell in cells if hasattr(cell.cell_contents, "operations")), None
    )


def _answer_refusals(api: NinjaAPI) -> None:
    @api.exception_handler(Problem)
    def refused(request: HttpRequest, why: Problem) -> HttpResponse:
        return problem(why.status, why.detail, **why.more)

    @api.exception_handler(HttpError)
    def unreadable(request: HttpRequest, why: HttpError) -> HttpResponse:
        return problem(HTTPStatus(why.status_code))

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, why: ValidationError) -> HttpResponse:
        errors = [{"at": list(one["loc"]), "why": one["msg"]} for one in why.errors]
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, errors=errors)

    for exception, status in (
        (RawPostDataException, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),  # a form, and no JSON
        (Http404, HTTPStatus.NOT_FOUND),
        (PermissionDenied, HTTPStatus.FORBIDDEN),
        (AuthenticationError, HTTPStatus.UNAUTHORIZED),
    ):
        api.exception_handler(exception)(_plain(status))


def _plain(status: HTTPStatus) -> Callable[[HttpRequest, Exception], HttpResponse]:
    def answer(request: HttpRequest, why: Exception) -> HttpResponse:
        return problem(status)

    return answer
