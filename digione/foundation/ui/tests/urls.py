"""Addresses for the browser tests of this pillar: the gallery, and a register that remembers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import include, path

RECEIVED: list[dict[str, str]] = []


def mark(request: HttpRequest) -> HttpResponse:
    RECEIVED.append({name: request.POST[name] for name in request.POST})
    if request.POST.get("learner") == "l24":
        return JsonResponse({"title": "Refused", "detail": "The lesson is closed."}, status=409)
    return HttpResponse(status=204)


def plain(request: HttpRequest) -> HttpResponse:
    return render(request, "404.html", status=404)


urlpatterns = [
    path("ui/mark", mark),
    path("plain", plain),
    path("", include("digione.foundation.ui.urls")),
]
