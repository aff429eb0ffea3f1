"""Study rights, groups and places in them for the tests of other rooms."""

from __future__ import annotations

import datetime
from uuid import UUID

from psycopg.types.range import DateRange

from digione.foundation import clock
from digione.foundation.language import sort_key

from . import models

_LONG_AGO = datetime.timedelta(days=100)


def _since(day: datetime.date | None) -> DateRange:
    return DateRange(day or clock.today() - _LONG_AGO, None)


def study_right(learner_id: UUID, school_id: UUID, *, since: datetime.date | None = None) -> UUID:
    """The learner studies at the school, present since `since` (some months ago)."""
    starts_on = since or clock.today() - _LONG_AGO
    right = models.StudyRight.objects.create(
        learner_id=learner_id,
        school_id=school_id,
        form="basic",
        span=DateRange(starts_on, None),
    )
    models.StudyPeriod.objects.create(
        study_right_id=right.id, starts_on=starts_on, state=models.StudyState.PRESENT
    )
    return right.id


def group(
    name: str = "7B",
    *,
    school_id: UUID,
    school_year_id: UUID,
    kind: models.GroupKind = models.GroupKind.CLASS,
    grade: int | None = 7,
) -> UUID:
    made = models.Group.objects.create(
        name=name,
        sort_key=sort_key(name),
        school_id=school_id,
        school_year_id=school_year_id,
        kind=kind,
        grade=grade,
    )
    return made.id


def member(group_id: UUID, learner_id: UUID, *, since: datetime.date | None = None) -> UUID:
    made = models.Membership.objects.create(
        group_id=group_id, learner_id=learner_id, span=_since(since)
    )
    return made.id


def teacher(
    group_id: UUID,
    teacher_id: UUID,
    *,
    duty: models.GroupDuty = models.GroupDuty.TEACHES,
    since: datetime.date | None = None,
) -> UUID:
    made = models.GroupTeacher.objects.create(
        group_id=group_id, teacher_id=teacher_id, duty=duty, span=_since(since)
    )
    return made.id
