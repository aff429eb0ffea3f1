"""The teacher's desk: the lesson that is on, the day's registers, and what is left to mark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from digione.foundation import clock
from digione.foundation.access import Request, acting
from digione.foundation.ui import words
from digione.school.attendance import public as attendance
from digione.school.attendance.public import TaughtRow
from digione.school.people import public as people
from digione.school.timetable.public import ChangeKind

from .choosing import Hat, Place
from .guardian import greeting

_MOST_UNMARKED: Final = 5


@dataclass(frozen=True, slots=True)
class Held:
    """One lesson on the desk: what it is called, where its register is, how it stands."""

    row: TaughtRow
    title: str
    detail: str
    address: str
    state: str
    tone: str
    icon: str

    @property
    def is_now(self) -> bool:
        return self.row.lesson.is_now


def desk(request: Request, hat: Hat, values: dict[str, Any]) -> HttpResponse:
    """The lessons of all municipalities in one day, by the clock."""
    name, days = "", []
    for place in hat.places:
        with acting(place.actor, savepoint=False):
            name = name or _own_name(place)
            days.append((place, attendance.teaching(place.actor)))
    several = len(days) > 1
    today = _held([(place, row) for place, day in days for row in day.today], several=several)
    left = _held([(place, row) for place, day in days for row in day.unmarked], several=several)
    answers = {
        "greeting": greeting(name, clock.now().time()),
        "current": _current(today),
        "lessons": today,
        "unmarked": left[::-1][:_MOST_UNMARKED],
        "more": max(0, len(left) - _MOST_UNMARKED),
        "reported": sum(day.reported for _place, day in days),
    }
    return TemplateResponse(request, "home/teacher.html", {**values, **answers})


def _own_name(place: Place) -> str:
    own = people.names_of(place.actor, [place.actor.person_id]).get(place.actor.person_id)
    return own.call_name if own else ""


def _held(rows: Iterable[tuple[Place, TaughtRow]], *, several: bool) -> list[Held]:
    """By the day and the clock; with the municipality's name where there are several."""
    ordered = sorted(rows, key=lambda pair: (pair[1].lesson.day, pair[1].lesson.starts_at))
    return [_lesson(place, row, several=several) for place, row in ordered]


def _lesson(place: Place, row: TaughtRow, *, several: bool) -> Held:
    lesson = row.lesson
    parts = {"municipality": place.slug, "lesson_id": lesson.lesson_id, "day": lesson.day}
    detail = [lesson.room, str(lesson.school) if several else "", place.name if several else ""]
    return Held(
        row,
        f"{lesson.group} · {lesson.subject}" if lesson.groups else str(lesson.subject),
        " · ".join(filter(None, detail)),
        reverse("attendance:register", kwargs=parts),
        *_state(row),
    )


def _state(row: TaughtRow) -> tuple[str, str, str]:
    """In a word, a tone and an icon; a lesson that is only to come needs none."""
    lesson = row.lesson
    others = _("Substitute: %(name)s") % {"name": ", ".join(lesson.teachers)}
    states = (
        (lesson.cancelled, (_("Cancelled"), "neutral", "x")),
        (not row.is_mine, (others, "info", "users")),
        (row.is_taken, (_("Marked"), "success", "circle-check")),
        (lesson.is_now, (_("Now"), "accent", "clock")),
        (row.is_open, (_("Not marked"), "warning", "clipboard-list")),
        (lesson.change == ChangeKind.SUBSTITUTE, (_("You substitute"), "info", "users")),
        (lesson.change == ChangeKind.MOVED, (_("Moved"), "info", "arrow-right")),
    )
    return next((state for holds, state in states if holds), ("", "", ""))


def _current(today: Sequence[Held]) -> dict[str, Any] | None:
    """What is on, else what comes next, with the words that say which."""
    mine = [held for held in today if held.row.is_mine and not held.row.lesson.cancelled]
    now = next((held for held in mine if held.row.lesson.is_now), None)
    held = now or next((held for held in mine if held.row.lesson.is_next), None)
    if held is None:
        return None
    hours = words.span(held.row.lesson.starts_at, held.row.lesson.ends_at)
    said = _("Now %(time)s") if now else _("Next %(time)s")
    return {"held": held, "label": said % {"time": hours}}
