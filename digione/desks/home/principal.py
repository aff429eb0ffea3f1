"""The day board of a school: what is unexplained, open and different, without a press."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.template.response import TemplateResponse

from digione.foundation import clock
from digione.foundation.access import Actor, NotYours, Request, acting, page
from digione.school.attendance import public as attendance
from digione.school.attendance.public import Permission, ReactionKind
from digione.school.organisations import public as organisations
from digione.school.organisations.public import SchoolRow
from digione.school.people import public as people

from .choosing import Hat


def desk(request: Request, hat: Hat, values: dict[str, Any]) -> HttpResponse:
    """The board of the reader's school; with several, the first, and the others a press away."""
    place = hat.places[0]
    with acting(place.actor):
        schools = _led(place.actor)
        board = _board(place.actor, schools[0]) if schools else {}
    answers = {**board, "schools": schools, "slug": place.slug, "at_home": True}
    template = "home/board.html" if schools else "home/nothing.html"
    return TemplateResponse(request, template, {**values, **answers})


@page(Permission.FOLLOW_UP)
def today(request: Request, school_id: UUID) -> HttpResponse:
    """The same board under the school's own address."""
    schools = _led(request.actor)
    school = next((row for row in schools if row.school_id == school_id), None)
    if school is None:
        raise NotYours(Permission.FOLLOW_UP)
    board = _board(request.actor, school)
    answers = {**board, "schools": schools, "slug": request.tie.slug, "at_home": False, "hats": []}
    return TemplateResponse(request, "home/board.html", answers)


def _led(actor: Actor) -> list[SchoolRow]:
    led = set(people.schools_of(actor))
    return [row for row in organisations.schools(actor) if row.school_id in led]


def _board(actor: Actor, school: SchoolRow) -> dict[str, Any]:
    now = clock.now()
    return {
        "school": school,
        "board": attendance.board_of(actor, school.school_id, now),
        "day": now.date(),
        "now": now,
        "reactions": ReactionKind.choices,
    }
