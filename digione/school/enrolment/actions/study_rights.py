"""Enrolling a learner, and what becomes of the study right."""

from __future__ import annotations

import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from psycopg.types.range import DateRange

from digione.foundation.access import Actor
from digione.foundation.audit import recording
from digione.foundation.outbox import announcing
from digione.school.enrolment import events, models, rules
from digione.school.enrolment.policy import POLICY, Permission


@transaction.atomic
def enrol(
    actor: Actor, *, learner_id: UUID, school_id: UUID, form: str, starts_on: datetime.date
) -> UUID:
    """Gives the learner a study right at the school, present from `starts_on`."""
    periods = rules.followed_by([], rules.Period(starts_on, models.StudyState.PRESENT))
    try:
        with transaction.atomic():
            right = models.StudyRight.objects.create(
                learner_id=learner_id,
                school_id=school_id,
                form=form,
                span=_range(rules.days_of(periods)),
            )
    except IntegrityError as refusal:
        raise rules.AlreadyThere(learner_id) from refusal
    _write_period(right.id, periods[-1])
    POLICY.require(actor, Permission.ENROL, right)
    recording.changed("enrolment.study_right", [learner_id], object_id=right.id)
    announcing.announce(events.LearnerEnrolled(right.id, learner_id, school_id))
    return right.id


@transaction.atomic
def change_state(
    actor: Actor, *, study_right_id: UUID, state: str, starts_on: datetime.date, version: int
) -> UUID:
    """From `starts_on` the study right is in `state`; a final state ends it that day.

    `version` is the one that was read: a change in between is refused.
    """
    rights = models.StudyRight.objects.select_for_update()
    right = POLICY.find(actor, Permission.ENROL, rights, id=study_right_id)
    if right.version != version:
        raise rules.ChangedMeanwhile(study_right_id)
    new = rules.Period(starts_on, state)
    periods = rules.followed_by(_periods_of(study_right_id), new)
    models.StudyRight.objects.filter(id=study_right_id).update(
        span=_range(rules.days_of(periods)), version=F("version") + 1
    )
    _write_period(study_right_id, new)
    learner_id = right.learner_id
    recording.changed("enrolment.study_right", [learner_id], object_id=study_right_id)
    announcing.announce(events.StudyStateChanged(study_right_id, learner_id, state, starts_on))
    return study_right_id


def _periods_of(study_right_id: UUID) -> list[rules.Period]:
    rows = models.StudyPeriod.objects.filter(study_right_id=study_right_id).order_by("starts_on")
    return [rules.Period(*row) for row in rows.values_list("starts_on", "state")]


def _write_period(study_right_id: UUID, period: rules.Period) -> None:
    models.StudyPeriod.objects.create(
        study_right_id=study_right_id, starts_on=period.starts_on, state=period.state
    )


def _range(days: rules.Days) -> DateRange:
    return DateRange(days.starts_on, days.until)
