"""The day board of a school: what is unexplained, open and different, without a press."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from digione.foundation import clock
from digione.foundation.access import (
    Actor,
    NotYours,
    Request,
    acting,
    address_of,
    page,
    relation_sql,
)
from digione.foundation.tenancy import ask
from digione.foundation.ui import words
from digione.school.attendance import public as attendance
from digione.school.attendance.public import Permission, ReactionKind, UnexplainedLearnerRow
from digione.school.organisations import public as organisations
from digione.school.organisations.public import SchoolRow
from digione.school.people import public as people

from .choosing import Hat


def desk(request: Request, hat: Hat, values: dict[str, Any]) -> HttpResponse:
    """The board of the reader's school; with several, the first, and the others a press away."""
    place = hat.places[0]
    with acting(place.actor, savepoint=False):
        schools = _led(place.actor)
        if not schools:
            return TemplateResponse(request, "home/nothing.html", values)
        board = _board(place.actor, place.slug, schools[0], schools)
    return TemplateResponse(request, "home/board.html", {**values, **board})


@page(Permission.FOLLOW_UP)
@require_GET
def today(request: Request, school_id: UUID) -> HttpResponse:
    """The same board under the school's own address."""
    schools = _led(request.actor)
    school = next((row for row in schools if row.school_id == school_id), None)
    if school is None:
        raise NotYours(Permission.FOLLOW_UP)
    answers = {**_board(request.actor, request.tie.slug, school, schools), "hats": []}
    return TemplateResponse(request, "home/board.html", answers)


def _led(actor: Actor) -> list[SchoolRow]:
    led = {school_id for (school_id,) in ask(*relation_sql(people.schools_of, actor))}
    return [row for row in organisations.schools(actor) if row.school_id in led]


def _board(
    actor: Actor, slug: str, school: SchoolRow, schools: Sequence[SchoolRow]
) -> dict[str, Any]:
    now = clock.now()
    board = attendance.board_of(actor, school.school_id, now)
    return {
        "school": school,
        "slug": slug,
        "tabs": _tabs(slug, school, schools) if len(schools) > 1 else [],
        "board": board,
        "unexplained": [_shown(row, slug) for row in board.unexplained],
        "day": now.date(),
    }


def _tabs(slug: str, here: SchoolRow, schools: Sequence[SchoolRow]) -> list[dict[str, Any]]:
    return [
        {
            "text": row.names,
            "url": _url("home:today", slug, school_id=row.school_id),
            "current": row.school_id == here.school_id,
        }
        for row in schools
    ]


def _shown(row: UnexplainedLearnerRow, slug: str) -> dict[str, Any]:
    """A learner's line: the class, the lessons missed, and how the school has reacted."""
    missed = ", ".join(f"{words.time(lesson.starts_at)} {lesson.subject}" for lesson in row.missed)
    noted = [
        _("%(what)s, %(who)s %(time)s")
        % {
            "what": ReactionKind(one.kind).label,
            "who": one.noted_by or _("a colleague"),
            "time": words.time(one.noted_at),
        }
        for one in row.reactions
    ]
    return {
        "learner_id": row.learner_id,
        "name": row.name,
        "url": _url("home:learner", slug, learner_id=row.learner_id),
        "detail": " · ".join(part for part in (row.class_name, missed, *noted) if part),
        "called": any(one.kind == ReactionKind.CALLED for one in row.reactions),
    }


def _url(name: str, slug: str, **parts: object) -> str:
    return address_of(name, municipality=slug, **parts)
