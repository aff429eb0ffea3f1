"""Pages of absence reports: report, change, withdraw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from digione.foundation import clock
from digione.foundation.access import Actor, NotYours, Request, Role, acting, address, page
from digione.school.attendance.actions import reporting
from digione.school.attendance.forms.reporting import (
    DAYS,
    OPEN,
    PART,
    TODAY,
    ReportAbsence,
    why_not,
)
from digione.school.attendance.policy import Permission
from digione.school.attendance.queries import homes
from digione.school.attendance.queries.classes import classes_for_homes
from digione.school.attendance.rules import reporting as rules
from digione.school.enrolment import public as enrolment
from digione.school.enrolment.public import LearnerRow
from digione.school.people import public as people

_START = "/"
_OFFICE = frozenset({Role.PRINCIPAL, Role.SECRETARY})


@page(Permission.REPORT)
@require_http_methods(["GET", "POST"])
def report(request: Request) -> HttpResponse:
    """The sheet of two taps: it opens with a learner, today and the first reason chosen."""
    with acting(_in_role(request), savepoint=False) as actor:
        learners = _reportable(request, actor)
        form = _form(request, actor, learners, {"when": TODAY})
        if request.method == "POST" and form.is_valid():
            return _reported(request, actor, learners, form.cleaned_data)
        return _shown(request, "attendance/report.html", form, {"elsewhere": _elsewhere(request)})


def _reported(
    request: Request, actor: Actor, learners: Sequence[LearnerRow], told: Mapping[str, Any]
) -> HttpResponse:
    made = reporting.report_absence(
        actor,
        learner_ids=told["learners"],
        spans=told["spans"],
        absence_class=told["absence_class"],
    )
    names = " · ".join(r.call_name for r in learners if r.learner_id in told["learners"])
    back = address(request, "attendance:withdraw") + "?" + urlencode({"report": made}, doseq=True)
    said = _("Absence reported: %(names)s") % {"names": names}
    messages.success(request, said, extra_tags=f"undo:{back}")
    return _to_start(request)


@page(Permission.REPORT)
@require_http_methods(["GET", "POST"])
def change(request: Request, report_id: UUID) -> HttpResponse:
    """One report: another time or reason, or its withdrawal."""
    learner, seen = _find(request, report_id)
    form = _form(request, request.actor, [learner], _as_answers(seen))
    if request.method == "POST" and form.is_valid():
        try:
            reporting.change_report(
                request.actor,
                report_id=report_id,
                version=_version(request.POST.get("version", "")),
                spans=form.cleaned_data["spans"],
                absence_class=form.cleaned_data["absence_class"],
            )
        except rules.NotReportable as refusal:
            form.add_error("when", why_not(refusal))
        except (rules.ChangedMeanwhile, rules.AlreadyOver):
            form.add_error(
                None,
                _("Somebody changed this report meanwhile. Look at it again and change it then."),
            )
            return _shown(request, "attendance/change_report.html", form, {"report": seen}, 409)
        else:
            messages.success(request, _("The report has been changed."))
            return _to_start(request)
    return _shown(request, "attendance/change_report.html", form, {"report": seen})


@page(Permission.REPORT)
@require_POST
def withdraw(request: Request) -> HttpResponse:
    """Withdraws the reports that the address names: the undo of a report, at once or later."""
    try:
        for report_id in _uuids(request.GET.getlist("report")):
            reporting.withdraw_report(request.actor, report_id=report_id)
    except rules.AlreadyOver:
        messages.error(request, _("The absence has passed, so its report stays."))
    else:
        messages.success(request, _("The report has been withdrawn."))
    return _to_start(request)


def _elsewhere(request: Request) -> list[tuple[str, str]]:
    """The other municipalities where the reader is a guardian: name, and its own sheet."""
    return [
        (str(tie.municipality), reverse("attendance:report", kwargs={"municipality": tie.slug}))
        for tie in request.ties
        if tie.role == Role.GUARDIAN and tie.tenant_id != request.actor.tenant_id
    ]


def _in_role(request: Request) -> Actor:
    """Whoever is at home with all whom the address or the form names asks as their home.

    Somebody of the office who names another's child works for the school.
    """
    home = request.actor.acting_as(Role.GUARDIAN, Role.LEARNER)
    office = request.actor.acting_as(*_OFFICE)
    if not office.roles or not home.roles:
        return request.actor
    own = {*people.children_of(home, deciding=True), *people.oneself_of_age(home)}
    return home if own.issuperset(_named(request)) else office


def _reportable(request: Request, actor: Actor) -> list[LearnerRow]:
    """Children the guardian decides for, oneself of age, or the one learner the school names."""
    if Role.GUARDIAN in actor.roles:
        children = [r for r in enrolment.learners_of_guardian(actor) if r.may_decide]
        if children := [row for row in children if not row.place_hidden]:
            return children
    if Role.LEARNER in actor.roles and people.oneself_of_age(actor).exists():
        return [enrolment.learner_page(actor, actor.person_id)]
    named = _named(request)
    if not named or not actor.roles & _OFFICE:
        raise NotYours(Permission.REPORT)
    return [enrolment.learner_page(actor, named[0])]


def _named(request: Request) -> list[UUID]:
    return _uuids(request.GET.getlist("learner") + request.POST.getlist("learners"))


def _form(
    request: Request, actor: Actor, learners: Sequence[LearnerRow], initial: dict[str, Any]
) -> ReportAbsence:
    asked = _uuids(request.GET.getlist("learner"))
    chosen = [r for r in learners if r.learner_id in asked] or list(learners[:1])
    today = clock.today()
    days = homes.day_of(actor, chosen, today)
    classes = classes_for_homes()
    return ReportAbsence(
        request.POST if request.method == "POST" else None,
        learners=[(row.learner_id, row.call_name) for row in learners],
        classes=classes,
        hours=[h for row in chosen for h in days[row.learner_id].hours if h.change != "cancelled"],
        initial={
            "learners": [str(row.learner_id) for row in chosen],
            "absence_class": classes[0].code if classes else "",
            "first": today,
            "last": today,
            "day": today,
            **initial,
        },
    )


def _find(request: Request, report_id: UUID) -> tuple[LearnerRow, homes.ReportRow]:
    learners = _reportable(request, request.actor)
    days = homes.day_of(request.actor, learners, clock.today())
    for learner in learners:
        for report in days[learner.learner_id].reports:
            if report.report_id == report_id:
                return learner, report
    raise NotYours(Permission.REPORT)


def _as_answers(report: homes.ReportRow) -> dict[str, Any]:
    span = report.span
    starts, ends = (
        moment and moment.astimezone(clock.HELSINKI) for moment in (span.starts_at, span.ends_at)
    )
    when = OPEN if ends is None else DAYS if span.is_whole_days else PART
    return {
        "when": when,
        "absence_class": report.absence_class,
        "first": span.first_day,
        "last": span.last_day,
        "day": span.first_day,
        "starts": starts.time() if starts and when == PART else None,
        "ends": ends.time() if ends and when == PART else None,
    }


def _shown(
    request: Request, template: str, form: ReportAbsence, values: dict[str, Any], status: int = 422
) -> HttpResponse:
    values = {**values, "form": form}
    return TemplateResponse(request, template, values, status=status if form.errors else 200)


def _uuids(texts: Iterable[str]) -> list[UUID]:
    """Those of `texts` that are identifiers; the others name nothing."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _version(text: str) -> int:
    """What is no number is no version of anything, and so an older one."""
    return int(text[:9]) if text.isascii() and text.isdigit() else 0


def _to_start(request: Request) -> HttpResponse:
    return HttpResponseRedirect(_START, status=303)
