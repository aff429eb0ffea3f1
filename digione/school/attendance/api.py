"""The register for programs: read it, and write marks with an idempotency key."""

import datetime
from http import HTTPStatus
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Router, Schema

from digione.foundation.access import Request
from digione.foundation.api import Problem, needs
from digione.foundation.audit import recording
from digione.school.attendance.actions.registering import take_register
from digione.school.attendance.forms.refusals import refusal
from digione.school.attendance.policy import Permission
from digione.school.attendance.queries.register import RegisterRow, register_of
from digione.school.attendance.rules import registering as rules

router = Router(tags=["attendance"])


class MarkIn(Schema):
    """`seen` is the mark that was read before; without it nobody's newer mark is noticed."""

    learner_id: UUID
    status: str
    minutes: int | None = None
    seen: str | None = None


class MarksIn(Schema):
    marks: list[MarkIn]


class LearnerOut(Schema):
    learner_id: UUID
    name: str
    status: str
    minutes: int | None
    seen: str
    reported: bool


class RegisterOut(Schema):
    lesson_id: UUID
    day: datetime.date
    taken_at: datetime.datetime | None
    topic: str
    homework: str
    learners: list[LearnerOut]


@router.get("/registers/{uuid:lesson_id}/{day}", response=RegisterOut)
@needs(Permission.TAKE)
def register(request: Request, lesson_id: UUID, day: datetime.date) -> RegisterOut:
    return _out(register_of(request.actor, lesson_id, day))


@router.post("/registers/{uuid:lesson_id}/{day}/marks", response=RegisterOut)
@needs(Permission.TAKE)
def marks(request: Request, lesson_id: UUID, day: datetime.date, sent: MarksIn) -> RegisterOut:
    """Writes the marks, all or none, and takes the register; an empty list takes it too."""
    if not request.headers.get("Idempotency-Key"):
        raise Problem(HTTPStatus.BAD_REQUEST, _("The header Idempotency-Key is missing."))
    wanted = [rules.Mark(**mark.dict()) for mark in sent.marks]
    try:
        taken = take_register(request.actor, lesson_id=lesson_id, day=day, marks=wanted)
    except rules.MarkedMeanwhile as meanwhile:
        learners = sorted(str(one) for one in meanwhile.learner_ids)
        raise Problem(HTTPStatus.CONFLICT, learners=learners) from meanwhile
    except (rules.NotMarkable, rules.UnknownMark, rules.WrongMinutes) as why:
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, refusal(why)) from why
    shown = [one.learner_id for one in taken.roll]
    recording.saw("attendance.register", shown, object_id=lesson_id)
    return _out(taken)


def _out(row: RegisterRow) -> RegisterOut:
    return RegisterOut(
        lesson_id=row.lesson.lesson_id,
        day=row.lesson.day,
        taken_at=row.taken_at,
        topic=row.topic,
        homework=row.homework,
        learners=[
            LearnerOut(
                learner_id=one.learner_id,
                name=one.name,
                status=one.mark,
                minutes=one.minutes,
                seen=one.token,
                reported=one.told is not None,
            )
            for one in row.roll
        ],
    )
