"""The page "Who has seen my data", newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from digione.foundation.access import Request, page
from digione.foundation.ui import words as written
from digione.school.people import public as people

from . import words
from .family import family_of


@page(people.Permission.DEEDS)
@require_GET
def deeds(request: Request, person_id: UUID) -> HttpResponse:
    """`before` is the last event of the page before; what is no such thing shows the newest."""
    found = people.deeds_page(request.actor, person_id, before=_uuid(request.GET.get("before")))
    values = {
        "found": found,
        "rows": list(_rows(found.deeds)),
        "own": person_id == request.actor.person_id,
        "family": family_of(request, person_id),
    }
    return render(request, "deeds/deeds.html", values)


def _rows(deeds: Iterable[people.DeedSeen]) -> Iterator[dict[str, str]]:
    """One visit asks several times: what somebody did within a minute is told once."""
    for (at, who, why), visit in groupby(deeds, _visit):
        what = words.done((deed.deed, deed.what) for deed in visit)
        yield {"at": at, "who": who, "what": what, "why": why}


def _visit(deed: people.DeedSeen) -> tuple[str, str, str]:
    at = f"{written.long_date(deed.at)} {written.time(deed.at)}"
    return at, _who(deed), words.why(deed.purpose)


def _who(deed: people.DeedSeen) -> str:
    """Name and role; the role alone for systems and for employees who are protected."""
    roles = words.roles(deed.roles)
    return _("%(name)s, %(roles)s") % {"name": deed.name, "roles": roles} if deed.name else roles


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
