"""Homes say afterwards why a learner was away, and the school notes that it reacted."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from digione.foundation import clock
from digione.foundation.access import Actor, NotYours
from digione.foundation.audit import recording
from digione.foundation.outbox.announcing import announce
from digione.school.attendance import events, models
from digione.school.attendance.policy import POLICY, Permission
from digione.school.attendance.rules import reporting

from .classes import class_for_homes

_WHAT: Final = "attendance.mark"


@transaction.atomic
def explain_absence(
    actor: Actor,
    *,
    learner_id: UUID,
    day: datetime.date,
    absence_class: str,
    lesson_ids: Sequence[UUID] = (),
) -> int:
    """Gives the day's absences a reason, or those of some lessons; how many it explained.

    The same reason again changes nothing. Another reason than one already given is refused:
    the school mends the register.
    """
    reporting.check_explainable(day, today=clock.today())
    told_class = class_for_homes(absence_class)
    marks = _absences(actor, learner_id, day, lesson_ids)
    unexplained = [mark for mark in marks if not mark.absence_class]
    if not unexplained:
        _check_same(marks, told_class.code)
        return 0
    _write(unexplained, told_class, actor)
    recording.changed(_WHAT, [learner_id])
    announce(events.AbsenceExplained(learner_id, day))
    return len(unexplained)


@transaction.atomic
def take_back_explanation(
    actor: Actor, *, learner_id: UUID, day: datetime.date, lesson_ids: Sequence[UUID] = ()
) -> int:
    """What the actor explained themself stands unexplained again; how many marks that was."""
    reporting.check_explainable(day, today=clock.today())
    marks = _absences(actor, learner_id, day, lesson_ids)
    own = [mark for mark in marks if mark.explained_by_id == actor.person_id]
    if own:
        _write(own, None, actor)
        recording.changed(_WHAT, [learner_id])
        announce(events.AbsenceExplained(learner_id, day))
    return len(own)


@transaction.atomic
def note_reaction(
    actor: Actor, *, learner_id: UUID, day: datetime.date, kind: models.ReactionKind
) -> UUID:
    """The school has reacted to an absence; the same note of the same day stands once."""
    absences = POLICY.visible(
        actor,
        Permission.FOLLOW_UP,
        models.Mark.objects.filter(learner_id=learner_id, day=day, status=models.Status.ABSENT),
    )
    if not absences.exists():
        raise NotYours(learner_id)
    reaction, is_new = models.Reaction.objects.get_or_create(
        learner_id=learner_id,
        day=day,
        kind=kind,
        defaults={"noted_by_id": actor.person_id, "noted_at": clock.now()},
    )
    if is_new:
        recording.changed("attendance.reaction", [learner_id], object_id=reaction.id)
    return reaction.id


def _absences(
    actor: Actor, learner_id: UUID, day: datetime.date, lesson_ids: Sequence[UUID]
) -> list[models.Mark]:
    """The day's absences within reach, locked; raises `NotYours` where there are none."""
    marks: QuerySet[models.Mark] = models.Mark.objects.filter(
        learner_id=learner_id, day=day, status=models.Status.ABSENT
    )
    if lesson_ids:
        marks = marks.filter(lesson_id__in=list(lesson_ids))
    reach = POLICY.visible(actor, Permission.EXPLAIN, marks).order_by("lesson_id")
    found = list(reach.select_for_update(of=("self",)))
    if not found:
        POLICY.find(actor, Permission.EXPLAIN, marks)
        raise NotYours(learner_id)
    return found


def _check_same(marks: Sequence[models.Mark], code: str) -> None:
    if any(mark.absence_class != code for mark in marks):
        raise reporting.AlreadyExplained


def _write(
    marks: Sequence[models.Mark], told_class: models.AbsenceClass | None, actor: Actor
) -> None:
    first = marks[0]
    models.Mark.objects.filter(
        learner_id=first.learner_id, day=first.day, lesson_id__in=[m.lesson_id for m in marks]
    ).update(
        absence_class=told_class.code if told_class else "",
        class_version=told_class.version if told_class else None,
        explained_by_id=actor.person_id if told_class else None,
        explained_at=clock.now() if told_class else None,
    )
