"""Who teaches a group and who is its class teacher."""

from __future__ import annotations

import datetime
from uuid import UUID

from django.db import transaction
from psycopg.types.range import DateRange

from digione.foundation.access import Actor
from digione.foundation.audit import recording
from digione.foundation.outbox import announcing
from digione.school.enrolment import events, models, rules
from digione.school.enrolment.policy import POLICY, Permission

from .members import year_of

_DAY = datetime.timedelta(days=1)


@transaction.atomic
def put_teacher(
    actor: Actor, *, group_id: UUID, teacher_id: UUID, duty: models.GroupDuty, days: rules.Days
) -> UUID:
    """The teacher answers for the group; without an end until the school year is over."""
    groups = models.Group.objects.select_related("school_year")
    group = POLICY.find(actor, Permission.CHANGE, groups, id=group_id)
    days = rules.within(year_of(group), days)
    span = DateRange(days.starts_on, days.until)
    duties = models.GroupTeacher.objects.filter(group_id=group_id, teacher_id=teacher_id, duty=duty)
    if duties.filter(span__overlap=span).exists():
        raise rules.AlreadyThere(teacher_id)
    put = models.GroupTeacher.objects.create(
        group_id=group_id, teacher_id=teacher_id, duty=duty, span=span
    )
    _note(group_id, teacher_id)
    return put.id


@transaction.atomic
def release_teacher(
    actor: Actor, *, group_id: UUID, teacher_id: UUID, last_day: datetime.date
) -> None:
    """Ends every duty of the teacher in the group; `last_day` is the last one."""
    POLICY.find(actor, Permission.CHANGE, models.Group.objects.all(), id=group_id)
    duties = models.GroupTeacher.objects.filter(group_id=group_id, teacher_id=teacher_id)
    held = list(duties.filter(span__contains=last_day))
    coming = duties.filter(span__startswith__gt=last_day)
    if not held and not coming.exists():
        raise rules.NotThere(teacher_id)
    for duty in held:
        span = DateRange(duty.span.lower, last_day + _DAY)
        models.GroupTeacher.objects.filter(id=duty.id).update(span=span)
    coming.delete()
    _note(group_id, teacher_id)


def _note(group_id: UUID, teacher_id: UUID) -> None:
    recording.changed("enrolment.teachers", [teacher_id], object_id=group_id)
    announcing.announce(events.GroupChanged(group_id))
