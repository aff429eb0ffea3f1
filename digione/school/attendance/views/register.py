"""The register of a lesson: the page, the post of one mark, and the post of the whole class."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from digione.foundation import clock
from digione.foundation.access import Request, page
from digione.foundation.identity import owning
from digione.school.attendance.actions.registering import take_register
from digione.school.attendance.forms import registering as forms
from digione.school.attendance.forms.refusals import refusal
from digione.school.attendance.policy import Permission
from digione.school.attendance.queries.register import RegisterRow, register_of
from digione.school.attendance.rules import registering as rules
from digione.school.timetable import public as timetable

from . import words

_PAGE = "attendance/register.html"


@dataclass(frozen=True, slots=True)
class _Unsaved:
    """The reader's own marks, and the learners where somebody else's stand against them."""

    marks: Sequence[rules.Mark] = ()
    against: Collection[UUID] = ()


@page(Permission.TAKE)
@require_http_methods(["GET", "POST"])
def register(request: Request, lesson_id: UUID, day: datetime.date) -> HttpResponse:
    """The page; its form without script, and its buttons, send all rows at once."""
    if request.method == "GET":
        return _page(request, lesson_id, day)
    try:
        marks = forms.all_marks(request.POST)
    except forms.BadMark as bad:
        kept = _Unsaved(bad.readable)
        return _page(request, lesson_id, day, told=str(bad), unsaved=kept, status=400)
    try:
        taken = take_register(request.actor, lesson_id=lesson_id, day=day, marks=marks)
    except rules.MarkedMeanwhile as meanwhile:
        kept = _Unsaved(marks, meanwhile.learner_ids)
        return _page(request, lesson_id, day, unsaved=kept, status=409)
    except rules.NotMarkable as why:
        return _page(request, lesson_id, day, told=refusal(why), status=422)
    return HttpResponseRedirect(words.register_address(request, taken.lesson), status=303)


@page(Permission.TAKE)
@require_POST
def mark(request: Request, lesson_id: UUID, day: datetime.date) -> HttpResponse:
    """One tap: answers with the learner's row, or with plain words that say what is wrong."""
    if owning.is_anothers(request, request.actor.account_id):
        return owning.not_the_owner()
    try:
        sent = forms.one_mark(request.POST)
        taken = take_register(request.actor, lesson_id=lesson_id, day=day, marks=[sent])
    except forms.BadMark as bad:
        return _plain(str(bad), status=400)
    except rules.NotMarkable as why:
        return _plain(refusal(why), status=422)
    except rules.MarkedMeanwhile:
        return _conflicting_row(request, lesson_id, day, sent)
    return _row(request, words.row(taken.learner(sent.learner_id)))


@page(Permission.TAKE)
@require_GET
def lessons(request: Request) -> HttpResponse:
    """Leads to the lesson that is on, else to the next one, else to the day's last."""
    today = timetable.lessons_of_teacher(request.actor, clock.today(), named=False)
    order = (timetable.When.NOW, timetable.When.NEXT, timetable.When.PAST, timetable.When.LATER)
    for when in order:
        held = [lesson for lesson in today if lesson.when == when and not lesson.cancelled]
        if held:
            return HttpResponseRedirect(words.register_address(request, held[-1]))
    return render(request, "attendance/no_lessons.html", {})


def _page(
    request: Request,
    lesson_id: UUID,
    day: datetime.date,
    *,
    told: str = "",
    unsaved: _Unsaved = _Unsaved(),
    status: int = 200,
) -> HttpResponse:
    day_of_teacher = timetable.lessons_of_teacher(request.actor, day, named=False)
    found = register_of(request.actor, lesson_id, day, beside=day_of_teacher)
    beside = day_of_teacher or [found.lesson]
    shown = {
        "register": found,
        "lesson": found.lesson,
        "tabs": [words.tab(request, lesson, found) for lesson in beside],
        "rows": list(_rows(found, unsaved)),
        "tally": _tally(found),
        "following": _following(request, beside, found),
        "notes": forms.Notes(initial=_notes(found)),
        "told": told or _closed(found),
        "conflicts": len(unsaved.against),
        "owner": owning.owner_key(request.actor.account_id),
    }
    return render(request, _PAGE, shown, status=status)


def _rows(found: RegisterRow, unsaved: _Unsaved) -> Iterator[dict[str, Any]]:
    """What is stored, with what the reader has chosen over it; of a clash both are told."""
    locked = not found.is_markable
    mine = {mark.learner_id: mark for mark in unsaved.marks}
    for stored in found.roll:
        own = mine.get(stored.learner_id)
        if own is None:
            yield words.row(stored, locked=locked)
        else:
            note = words.conflict(stored, own) if stored.learner_id in unsaved.against else ""
            choice = {"mark": own.status, "minutes": own.minutes or ""}
            yield {**words.row(stored, note), **choice}


def _tally(found: RegisterRow) -> list[dict[str, Any]]:
    counts = found.counts
    return [
        {
            "text": _("present"),
            "number": counts[rules.PRESENT],
            "tone": "success",
            "key": "present",
        },
        {"text": _("late"), "number": counts[rules.LATE], "tone": "warning", "key": "late"},
        {"text": _("absent"), "number": counts[rules.ABSENT], "tone": "danger", "key": "absent"},
    ]


def _following(
    request: Request, beside: Iterable[timetable.LessonRow], found: RegisterRow
) -> dict[str, str] | None:
    here = found.lesson.starts_at
    later = (one for one in beside if one.starts_at > here and not one.cancelled)
    following = min(later, key=lambda one: one.starts_at, default=None)
    if following is None:
        return None
    return {"name": following.group, "url": words.register_address(request, following)}


def _notes(found: RegisterRow) -> dict[str, Any]:
    return {"topic": found.topic, "homework": found.homework, "version": found.version}


def _closed(found: RegisterRow) -> str:
    try:
        found.check_markable()
    except rules.NotMarkable as why:
        return refusal(why)
    return ""


def _conflicting_row(
    request: Request, lesson_id: UUID, day: datetime.date, mine: rules.Mark
) -> HttpResponse:
    """The other's mark stands chosen, both are named: one tap more decides."""
    stored = register_of(request.actor, lesson_id, day).learner(mine.learner_id)
    return _row(request, words.row(stored, words.conflict(stored, mine)), status=409)


def _row(request: Request, row: Mapping[str, Any], status: int = 200) -> HttpResponse:
    return render(request, "attendance/row.html#row", {"row": row}, status=status)


def _plain(text: str, *, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
