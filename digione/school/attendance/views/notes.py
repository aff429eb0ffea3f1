"""The post of topic and homework, saved as the teacher leaves a field."""

from __future__ import annotations

import datetime
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from digione.foundation import clock
from digione.foundation.access import Request, address, page
from digione.foundation.ui.words import time
from digione.school.attendance.actions.noting import Notes, write_notes
from digione.school.attendance.forms import registering as forms
from digione.school.attendance.policy import Permission
from digione.school.attendance.queries.register import register_of
from digione.school.attendance.rules import registering as rules

_SAVED = "attendance/register.html#notes_saved"
_PAGE = "attendance/notes.html"
_CONFLICT = 409


@page(Permission.TAKE)
@require_POST
def notes(request: Request, lesson_id: UUID, day: datetime.date) -> HttpResponse:
    """With script the answer is the line below the fields, with their new version."""
    sent = forms.Notes(request.POST)
    if not sent.is_valid():
        return _refused(request, lesson_id, day, sent, status=422)
    words = Notes(sent.cleaned_data["topic"], sent.cleaned_data["homework"])
    known = sent.cleaned_data["version"]
    try:
        version = write_notes(
            request.actor, lesson_id=lesson_id, day=day, notes=words, version=known
        )
    except rules.ChangedMeanwhile:
        return _refused(request, lesson_id, day, sent, status=_CONFLICT)
    if not request.headers.get("HX-Request"):
        here = address(request, "attendance:register", lesson_id=lesson_id, day=day)
        return HttpResponseRedirect(here, status=303)
    saved = _("Saved %(time)s") % {"time": time(clock.now())}
    return render(request, _SAVED, {"version": version, "saved": saved})


def _refused(
    request: Request, lesson_id: UUID, day: datetime.date, sent: forms.Notes, *, status: int
) -> HttpResponse:
    """Both texts beside each other; what was typed is kept, and may be saved over the other."""
    found = register_of(request.actor, lesson_id, day)
    part = "#answer" if request.headers.get("HX-Request") else ""
    shown = {
        "sent": sent,
        "register": found,
        "lesson": found.lesson,
        "conflict": status == _CONFLICT,
    }
    return render(request, _PAGE + part, shown, status=status)
