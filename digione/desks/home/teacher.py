"""The teacher's desk: the lesson that is on, the day's registers, and what is left to mark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from digione.foundation import clock
from digione.foundation.access import Request, acting, address_of
from digione.foundation.ui import words
from digione.school.attendance import public as attendance
from digione.school.attendance.public import TaughtRow
from digione.school.timetable.public import ChangeKind

from .choosing import Hat, Place
from .guardian import greeting
from .oneself import oneself

_MOST_UNMARKED: Final = 5
# In a word, a tone and an icon; a lesson that is only to come needs none.
_STATES: Final = {
    "cancelled": (gettext_lazy("Cancelled"), "neutral", "x"),
    "given away": (gettext_lazy("Substitute: %(name)s"), "info", "users"),
    "taken": (gettext_lazy("Marked"), "success", "circle-check"),
    "now": (gettext_lazy("Now"), "accent", "clock"),
    "open": (gettext_lazy("Not marked"), "warning", "clipboard-list"),
    "taken over": (gettext_lazy("You substitute"), "info", "users"),
    "moved": (gettext_lazy("Moved"), "info", "arrow-right"),
    "to come": ("", "", ""),
}


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
    days = []
    for place in hat.places:
        with acting(place.actor, savepoint=False):
            days.append((place, attendance.teaching(place.actor)))
    several = len(days) > 1
    today = _held([(place, row) for place, day in days for row in day.today], several=several)
    left = _held([(place, row) for place, day in days for row in day.unmarked], several=several)
    answers = {
        "greeting": greeting(oneself(request).call_name, clock.now().time()),
        "current": _current(today),
        "lessons": today,
        "unmarked": left[::-1][:_MOST_UNMARKED],
        "more": max(0, len(left) - _MOST_UNMARKED),
        "reported": sum(day.reported for _place, day in days),
    }
    return TemplateResponse(request, "home/teacher.html", {**values, **answers})


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
        address_of("attendance:register", **parts),
        *_state(row),
    )


def _state(row: TaughtRow) -> tuple[str, str, str]:
    """The first that holds."""
    lesson = row.lesson
    holds = {
        "cancelled": lesson.cancelled,
        "given away": not row.is_mine,
        "taken": row.is_taken,
        "now": lesson.is_now,
        "open": row.is_open,
        "taken over": lesson.change == ChangeKind.SUBSTITUTE,
        "moved": lesson.change == ChangeKind.MOVED,
    }
    text, tone, icon = _STATES[next((state for state in holds if holds[state]), "to come")]
    return str(text) % {"name": ", ".join(lesson.teachers)}, tone, icon


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
