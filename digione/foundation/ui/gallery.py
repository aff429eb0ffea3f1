"""The gallery at /ui/: every component in every state, for people and for the tests.

It shows invented people only, and exists in demonstrations and on developers' machines.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render

from digione.foundation.access import Open, Request, page

from .sample import COMPOSITIONS, components_sample
from .shell import Shell


@page(Open.ANYONE)
def components(request: Request) -> HttpResponse:
    return _shown(request, "ui/gallery.html", components_sample())


@page(Open.ANYONE)
def composition(request: Request, name: str) -> HttpResponse:
    if name not in COMPOSITIONS:
        raise Http404
    return _shown(request, f"ui/gallery/{name}.html", COMPOSITIONS[name]())


def _shown(request: Request, template: str, values: dict[str, Any]) -> HttpResponse:
    if not (settings.DEBUG or getattr(settings, "DEMO", False)):
        raise Http404
    theme = request.GET.get("theme", "national")
    shell: Shell = values.pop("shell")
    request.shell = shell.with_theme(theme)  # type: ignore[attr-defined]
    return render(request, template, values)
