"""What every answer leaves behind: one log line and a few counts, none about a person."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponseBase
from prometheus_client import Counter, Histogram

_SAFE_ID = re.compile(r"[0-9A-Za-z-]{8,64}")

REQUESTS = Counter("digione_requests", "Answers", ["route", "method", "status"])
SECONDS = Histogram(
    "digione_request_seconds",
    "Time to an answer",
    ["route"],
    buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5),
)
STATEMENTS = Histogram(
    "digione_sql_statements",
    "SQL statements of an answer",
    ["route"],
    buckets=(0, 5, 10, 12, 15, 20, 30, 50, 100),
)
_CONTROL = ("SAVEPOINT", "RELEASE", "ROLLBACK")  # Django's own, within a transaction
_log = logging.getLogger("digione.request")


class StatementCount:
    """Counts as it stands around every statement of the connection."""

    def __init__(self) -> None:
        self.statements = 0

    def __call__(self, execute: Callable[..., Any], sql: Any, *call: Any) -> Any:
        self.statements += not str(sql).startswith(_CONTROL)
        return execute(sql, *call)


class ObservingMiddleware:
    """Outermost, so that nothing answers unseen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began, count = time.perf_counter(), StatementCount()
        given = request.headers.get("X-Request-ID", "")
        request_id = given if _SAFE_ID.fullmatch(given) else secrets.token_hex(8)
        with connection.execute_wrapper(count):
            response = self.get_response(request)
        response.headers["X-Request-ID"] = request_id
        _record(request, response, request_id, time.perf_counter() - began, count.statements)
        return response


def _record(
    request: HttpRequest,
    response: HttpResponseBase,
    request_id: str,
    seconds: float,
    statements: int,
) -> None:
    route = route_of(request)
    REQUESTS.labels(route, request.method, response.status_code).inc()
    SECONDS.labels(route).observe(seconds)
    STATEMENTS.labels(route).observe(statements)
    _log.info(
        "answered",
        extra={
            "request_id": request_id,
            "tenant_id": getattr(getattr(request, "actor", None), "tenant_id", None),
            "method": request.method,
            "route": route,
            "status": response.status_code,
            "ms": round(seconds * 1000, 1),
            "sql": statements,
        },
    )


def route_of(request: HttpRequest) -> str:
    """The route's name, never the address: addresses hold identifiers of persons."""
    match = request.resolver_match
    return match.view_name if match else getattr(request, "route", "none")
