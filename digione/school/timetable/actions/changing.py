"""What is different about one lesson on one day."""

from __future__ import annotations

import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from digione.foundation.access import Actor
from digione.foundation.audit import recording
from digione.foundation.outbox.announcing import announce
from digione.school.timetable import events, models, rules
from digione.school.timetable.models import ChangeKind
from digione.school.timetable.policy import POLICY, Permission


@transaction.atomic
def cancel_lesson(
    actor: Actor, *, lesson_id: UUID, day: datetime.date, version: int = 0, note: str = ""
) -> int:
    """The lesson is not held on the day. Answers with the change's version, as all here do."""
    change = _opened(actor, lesson_id, day, version)
    announce(events.LessonCancelled(lesson_id, day))
    return _saved(actor, change, kind=ChangeKind.CANCELLED, note=note)


@transaction.atomic
def name_substitute(
    actor: Actor, *, lesson_id: UUID, day: datetime.date, teacher_id: UUID, version: int = 0
) -> int:
    """Another teacher holds the lesson on the day."""
    change = _opened(actor, lesson_id, day, version)
    announce(events.SubstituteNamed(lesson_id, day, teacher_id))
    return _saved(actor, change, kind=ChangeKind.SUBSTITUTE, teacher_id=teacher_id)


@transaction.atomic
def move_lesson(
    actor: Actor, *, lesson_id: UUID, day: datetime.date, to: rules.Move, version: int = 0
) -> int:
    """The lesson is held at another time of the day, in another room, or both."""
    rules.check_move(to)
    change = _opened(actor, lesson_id, day, version)
    announce(events.LessonMoved(lesson_id, day))
    return _saved(
        actor,
        change,
        kind=ChangeKind.MOVED,
        starts_at=to.starts_at,
        ends_at=to.ends_at,
        room_id=to.room_id,
    )


@transaction.atomic
def restore_lesson(actor: Actor, *, lesson_id: UUID, day: datetime.date, version: int) -> None:
    """The lesson is held as planned after all."""
    _opened(actor, lesson_id, day, version)
    models.DayChange.objects.filter(lesson_id=lesson_id, day=day).delete()
    announce(events.LessonRestored(lesson_id, day))


def _opened(actor: Actor, lesson_id: UUID, day: datetime.date, version: int) -> models.DayChange:
    """The day's change, new or stored. The lesson's row is the lock: two never write at once."""
    lessons = models.Lesson.objects.select_for_update()
    lesson = POLICY.find(actor, Permission.CHANGE_DAY, lessons, id=lesson_id)
    if lesson.weekday != day.isoweekday() or day not in lesson.span:
        raise rules.WrongWeekday(day)
    stored = models.DayChange.objects.filter(lesson_id=lesson_id, day=day).first()
    rules.check_version(version, stored=stored.version if stored else 0)
    return stored or models.DayChange(lesson_id=lesson_id, day=day, version=0)


def _saved(actor: Actor, change: models.DayChange, **says: Any) -> int:
    """What the new change does not say is as planned."""
    planned = dict.fromkeys(("teacher_id", "room_id", "starts_at", "ends_at"))
    new = {**planned, "note": "", **says, "changed_by_id": actor.person_id}
    version = change.version + 1
    models.DayChange.objects.update_or_create(
        lesson_id=change.lesson_id, day=change.day, defaults={**new, "version": version}
    )
    touched = (change.teacher_id, says.get("teacher_id"))
    recording.changed("timetable.day_change", filter(None, touched), object_id=change.lesson_id)
    return version
