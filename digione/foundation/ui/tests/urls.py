"""Addresses for the tests of this pillar: its own, and a register that remembers what it got."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path

from . import doors

RECEIVED: list[dict[str, str]] = []
CLOSED = "l24"


def mark(request: HttpRequest) -> HttpResponse:
    RECEIVED.append({name: request.POST[name] for name in request.POST})
    if request.POST["learner"] == CLOSED:
        return JsonResponse({"detail": "The lesson is closed."}, status=409)
    return HttpResponse(status=204)


urlpatterns = [
    path("ui/mark", mark),
    *doors.urlpatterns,
    path("", include("digione.foundation.ui.urls")),
]
