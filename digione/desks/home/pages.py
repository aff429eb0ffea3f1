"""The desk itself, the change of hats, one learner's page and the search."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from babel.dates import format_date
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from digione.foundation import clock
from digione.foundation.access import Actor, NotYours, Open, Request, Role, page
from digione.school.attendance import public as attendance
from digione.school.enrolment import public as enrolment
from digione.school.enrolment.public import LearnerRow
from digione.school.people import public as people

from . import choosing, guardian, learner, others, principal, teacher
from .choosing import Hat

Desk = Callable[[Request, Hat, dict[str, Any]], HttpResponse]
_DESKS: Final[Mapping[Role, Desk]] = {
    Role.GUARDIAN: guardian.desk,
    Role.LEARNER: learner.desk,
    Role.PRINCIPAL: principal.desk,
    Role.SECRETARY: principal.desk,
    Role.TEACHER: teacher.desk,
    Role.SPECIAL_NEEDS_TEACHER: teacher.desk,
}
_AUGUST: Final = 8


@page(Open.SIGNED_IN)
@require_GET
def desk(request: Request) -> HttpResponse:
    """The start page of whoever asks."""
    hats = choosing.hats_of(request)
    hat = choosing.worn(request, hats)
    values = {"hats": hats, "worn": hat}
    if hat is None:  # whoever has no tie is signed out before this
        raise NotYours("home")
    return _DESKS.get(hat.role, others.desk)(request, hat, values)


@page(Open.SIGNED_IN)
@require_POST
def wear(request: Request) -> HttpResponse:
    choosing.wear(request, request.POST.get("hat", ""))
    return HttpResponseRedirect("/", status=303)


@page(enrolment.Permission.LEARNER)
@require_GET
def learner_page(request: Request, learner_id: UUID) -> HttpResponse:
    """One learner: the day and the week for the home, absences for all, whom to contact."""
    actor, now = request.actor, clock.now()
    row = enrolment.learner_page(actor, learner_id)
    monday = _monday(request, now.date())
    classes = {one.code: str(one.names) for one in attendance.absence_classes()}
    hours = _week(actor, row, monday)
    answers = {
        "learner": row,
        "monday": monday,
        "days": [monday + datetime.timedelta(days=number) for number in range(5)],
        "hours": hours,
        "months": [
            (_named(month.first), month, _totals(month, classes))
            for month in attendance.absences_of(actor, learner_id, _began(now.date()))
        ],
        "classes": classes,
        "reasons": attendance.classes_for_homes(),
        "guardians": _guardians(actor, row),
        "teachers": _teachers(actor, row),
        "may_report": row.may_decide or _is_of_age(actor, learner_id),
        "earlier": monday - datetime.timedelta(days=7),
        "later": monday + datetime.timedelta(days=7),
        "may_see_deeds": people.may_see_deeds(actor, learner_id),
    }
    return TemplateResponse(request, "home/learner_page.html", answers)


@page(enrolment.Permission.MEMBERS)
@require_GET
def search(request: Request) -> HttpResponse:
    """Learners and groups by the beginning of their names."""
    words = request.GET.get("q", "").strip()[:100]
    learners, more = enrolment.learners_found(
        request.actor, words, after=request.GET.get("after", "")[:200]
    )
    first_page = "after" not in request.GET
    answers = {
        "words": words,
        "learners": learners,
        "groups": enrolment.groups_found(request.actor, words) if first_page else [],
        "more": "?" + urlencode({"q": words, "after": more}) if more else "",
    }
    return TemplateResponse(request, "home/search.html", answers)


@page(people.Permission.DEEDS)
@require_GET
def persons(request: Request) -> HttpResponse:
    """Persons by family name, each with who has seen their data: the protection officer's way."""
    words = request.GET.get("q", "").strip()[:100]
    found = people.persons_found(request.actor, words=words) if words else []
    return TemplateResponse(request, "home/persons.html", {"words": words, "found": found})


def _monday(request: Request, today: datetime.date) -> datetime.date:
    """The Monday of the week asked for; something that is no day asks for this week."""
    try:
        day = datetime.date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        day = today
    if abs(day - today) > datetime.timedelta(days=400):
        raise NotYours(str(day))
    return day - datetime.timedelta(days=day.weekday())


def _week(
    actor: Actor, row: LearnerRow, monday: datetime.date
) -> dict[datetime.date, list[attendance.HourRow]]:
    """The hours of each day of a week, where the asker is the home."""
    friday = monday + datetime.timedelta(days=4)
    found = attendance.days_of(actor, [row], monday, friday)[row.learner_id]
    hours: dict[datetime.date, list[attendance.HourRow]] = {}
    for hour in found.hours:
        hours.setdefault(hour.day, []).append(hour)
    return hours


def _totals(month: attendance.MonthRow, classes: Mapping[str, str]) -> list[tuple[str, int]]:
    """How many lessons of each class were missed, the most first."""
    return [
        (classes.get(code, code) if code else _("Without a reason"), number)
        for code, number in month.by_class
    ]


def _named(first: datetime.date) -> str:
    """`marraskuu 2026`, in the reader's language."""
    return str(format_date(first, "LLLL y", locale=get_language() or "fi"))


def _began(today: datetime.date) -> datetime.date:
    """The first of August of the school year."""
    year = today.year if today.month >= _AUGUST else today.year - 1
    return datetime.date(year, _AUGUST, 1)


def _guardians(actor: Actor, row: LearnerRow) -> list[people.GuardianRow]:
    """Whom the school reaches at home; people decides who may know."""
    if row.place_hidden or not actor.roles - {Role.LEARNER}:
        return []
    return people.guardians_of(actor, [row.learner_id])


def _teachers(actor: Actor, row: LearnerRow) -> tuple[enrolment.GroupTeacherRow, ...]:
    """The teachers of the class, each with their first duty, where it is shown to the asker."""
    if row.group_id is None:
        return ()
    try:
        teachers = enrolment.group_page(actor, row.group_id).teachers
    except NotYours:
        return ()
    return tuple({one.teacher_id: one for one in reversed(teachers)}.values())[::-1]


def _is_of_age(actor: Actor, learner_id: UUID) -> bool:
    own = Role.LEARNER in actor.roles and learner_id == actor.person_id
    return own and people.oneself_of_age(actor).exists()
