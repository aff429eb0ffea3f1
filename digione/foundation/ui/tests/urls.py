"""Addresses for the tests of this pillar: its own, and a register that remembers what it got."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path

from . import doors

RECEIVED: list[dict[str, str]] = []
CLOSED, VERSIONED = "l24", "l23"
ROW = """
<li id="row-{learner}" data-learner="{learner}" data-mark="{mark}">
  <input type="hidden" name="seen-{learner}" value="{seen}">
  <fieldset><input type="radio" name="mark-{learner}" value="{mark}" checked></fieldset>
</li>"""


def mark(request: HttpRequest) -> HttpResponse:
    RECEIVED.append({name: request.POST[name] for name in request.POST})
    if request.POST["learner"] == CLOSED:
        return JsonResponse({"detail": "The lesson is closed."}, status=409)
    if request.POST["learner"] == VERSIONED:
        return HttpResponse(ROW.format(**RECEIVED[-1] | {"seen": len(RECEIVED)}))
    return HttpResponse(status=204)


urlpatterns = [
    path("ui/mark", mark),
    *doors.urlpatterns,
    path("", include("digione.foundation.ui.urls")),
]
