"""The guardian's desk: all children of all municipalities on one page."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from digione.foundation import clock
from digione.foundation.access import Request, acting
from digione.foundation.ui import words
from digione.school.attendance import public as attendance
from digione.school.attendance.public import ClassRow, DayRow, UnexplainedRow
from digione.school.enrolment import public as enrolment
from digione.school.enrolment.public import LearnerRow

from . import days
from .choosing import Hat, Place
from .oneself import oneself

_COLOURS: Final = ("brand2", "brand1", "brand3", "sky", "leaf")
_ONE_TAP: Final = ("illness", "weather_or_transport", "other_reason")
_MOST_WAITING: Final = 5
_DAY: Final = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A day's absences of a child for which a reason is asked."""

    learner_id: UUID
    slug: str
    title: str
    detail: str
    day: datetime.date
    may_decide: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One child: who and where, and the day."""

    learner: LearnerRow
    slug: str
    place: str
    colour: str
    status: days.Status
    now: days.Now | None
    strip: tuple[days.StripHour, ...]
    home: datetime.time | None
    notes: tuple[tuple[str, str, str], ...]
    day: DayRow

    @property
    def where(self) -> str:
        return f"{self.learner.school}, {self.place}" if self.learner.school else self.place


def desk(request: Request, hat: Hat, values: dict[str, Any]) -> HttpResponse:
    now = clock.now()
    cards: list[Card] = []
    for place in hat.places:
        with acting(place.actor, savepoint=False):
            cards.extend(_cards(place, now, len(cards)))
    # the blocks have ended: nothing on the page asks a municipality again
    chosen = request.GET.get("child", "")
    shown = [card for card in cards if str(card.learner.learner_id) == chosen] or cards
    waiting = [one for card in shown for one in _waiting(card, now.date())][:_MOST_WAITING]
    answers = {
        "greeting": greeting(oneself(request).call_name, now.time()),
        "choice": _choice(cards, chosen if shown is not cards else ""),
        "cards": shown,
        "waiting": waiting,
        "reasons": _reasons(attendance.classes_for_homes()) if waiting else [],
    }
    return TemplateResponse(request, "home/guardian.html", {**values, **answers})


def greeting(name: str, at: datetime.time) -> str:
    """By the hour; without a name where none is known."""
    if at < datetime.time(10):
        return _("Good morning, %(name)s") % {"name": name} if name else _("Good morning")
    if at < datetime.time(18):
        return _("Hello, %(name)s") % {"name": name} if name else _("Hello")
    return _("Good evening, %(name)s") % {"name": name} if name else _("Good evening")


def _cards(place: Place, now: datetime.datetime, number: int) -> Iterator[Card]:
    learners = enrolment.learners_of_guardian(place.actor)
    found = attendance.days_of(place.actor, learners, now.date(), now.date() + _DAY)
    for at, learner in enumerate(learners, start=number):
        yield _card(place, learner, found[learner.learner_id], now, _COLOURS[at % len(_COLOURS)])


def _card(
    place: Place, learner: LearnerRow, day: DayRow, now: datetime.datetime, colour: str
) -> Card:
    hours = days.held(day, now.date())
    today = [hour for hour in day.hours if hour.day == now.date()]
    return Card(
        learner=learner,
        slug=place.slug,
        place=place.name,
        colour=colour,
        status=days.status_of(day, now.date(), now.time()),
        now=days.now_of(hours, now.time()),
        strip=tuple(days.strip_of(today, now.time())),
        home=days.home_at(hours),
        notes=tuple(_notes(day, now.date() + _DAY)),
        day=day,
    )


def _notes(day: DayRow, tomorrow: datetime.date) -> Iterator[tuple[str, str, str]]:
    for work in day.homework[:3]:
        yield "book-open", _("Homework, %(subject)s") % {"subject": work.subject}, work.text
    if then := days.held(day, tomorrow):
        ends = days.home_at(then) or then[-1].ends_at
        yield "calendar-clock", _("Tomorrow"), words.span(then[0].starts_at, ends)


def _waiting(card: Card, today: datetime.date) -> Iterator[Waiting]:
    for day, missed in groupby(card.day.unexplained, key=lambda row: row.day):
        title, hours = _missed(card.learner.call_name, list(missed))
        when = _("Today") if day == today else words.date(day)
        yield Waiting(
            card.learner.learner_id,
            card.slug,
            title,
            f"{when} {hours}",
            day,
            card.learner.may_decide,
        )


def _missed(name: str, missed: Sequence[UnexplainedRow]) -> tuple[str, str]:
    hours = words.span(missed[0].starts_at, max(row.ends_at for row in missed))
    if len(missed) == 1:
        said = {"name": name, "lesson": missed[0].subject}
        return _("%(name)s was not in the lesson %(lesson)s") % said, hours
    number = len(missed)
    said_of_many = ngettext(
        "%(name)s missed %(number)s lesson", "%(name)s missed %(number)s lessons", number
    )
    return said_of_many % {"name": name, "number": number}, hours


def _reasons(classes: Iterable[ClassRow]) -> list[ClassRow]:
    """The three of one tap; another municipality's list may lack some of ours."""
    known = {row.code: row for row in classes}
    usual = [known[code] for code in _ONE_TAP if code in known]
    return usual or list(known.values())[:3]


def _choice(cards: Sequence[Card], chosen: str) -> list[dict[str, Any]]:
    """The chips of the children; one child needs no choice."""
    if len(cards) <= 1:
        return []
    children = [
        {
            "text": card.learner.call_name,
            "name": card.learner.name,
            "color": card.colour,
            "url": f"/?child={card.learner.learner_id}",
            "current": str(card.learner.learner_id) == chosen,
        }
        for card in cards
    ]
    return [{"text": _("All"), "url": "/", "current": not chosen}, *children]
