"""The one-tap answers: a home explains an absence, the school notes how it reacted."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from digione.foundation.access import Request, address, page
from digione.school.attendance.actions import classes, explaining
from digione.school.attendance.forms.explaining import ExplainAbsence, NoteReaction, OfOneDay
from digione.school.attendance.models import ReactionKind
from digione.school.attendance.policy import Permission
from digione.school.attendance.rules import reporting as rules


@page(Permission.EXPLAIN)
@require_POST
def explain(request: Request) -> HttpResponse:
    """Gives a day's absences, or one lesson's, their reason."""
    form = ExplainAbsence(request.POST)
    if not form.is_valid():
        return _back(request, error=_("The reason did not come through. Choose it again."))
    told = form.cleaned_data
    try:
        number = explaining.explain_absence(
            request.actor, **_which(told), absence_class=told["absence_class"]
        )
    except rules.TooLateToExplain:
        return _back(request, error=_("The school explains so old an absence. Contact it."))
    except rules.AlreadyExplained:
        return _back(request, error=_("Another reason stands already. The school can mend it."))
    except classes.UnknownClass:
        return _back(request, error=_("That reason is no longer in use. Choose another."))
    if not number:
        return _back(request, said=_("Thank you. This was explained already."))
    said = ngettext(
        "Thank you. %(num)s absence explained.", "Thank you. %(num)s absences explained.", number
    )
    undo = address(request, "attendance:take_back") + "?" + urlencode(_named(told))
    return _back(request, said=said % {"num": number}, undo=undo)


@page(Permission.EXPLAIN)
@require_POST
def take_back(request: Request) -> HttpResponse:
    """The undo of an explanation, at once or later."""
    form = OfOneDay(request.GET)
    if not form.is_valid():
        return _back(request, error=_("There is nothing to take back."))
    try:
        explaining.take_back_explanation(request.actor, **_which(form.cleaned_data))
    except rules.TooLateToExplain:
        return _back(request, error=_("The school explains so old an absence. Contact it."))
    return _back(request, said=_("The explanation has been taken back."))


@page(Permission.FOLLOW_UP)
@require_POST
def react(request: Request) -> HttpResponse:
    """The school notes that it has reacted to an unexplained absence."""
    form = NoteReaction(request.POST)
    if not form.is_valid():
        return _back(request, error=_("The note did not come through. Try again."))
    noted = form.cleaned_data
    explaining.note_reaction(
        request.actor,
        learner_id=noted["learner"],
        day=noted["day"],
        kind=ReactionKind(noted["kind"]),
    )
    return _back(request, said=_("Noted."))


def _which(told: dict[str, Any]) -> dict[str, Any]:
    lessons = [told["lesson"]] if told["lesson"] else []
    return {"learner_id": told["learner"], "day": told["day"], "lesson_ids": lessons}


def _named(told: dict[str, Any]) -> dict[str, str]:
    return {name: str(told[name]) for name in ("learner", "day", "lesson") if told[name]}


def _back(request: Request, *, said: str = "", error: str = "", undo: str = "") -> HttpResponse:
    """To the page that the button stood on; it says what has happened."""
    if error:
        messages.error(request, error)
    else:
        messages.success(request, said, extra_tags=f"undo:{undo}" if undo else "")
    wanted = request.POST.get("next", "")
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(wanted if ours else "/", status=303)
