"""Learners into groups, out of them, and from one to another."""

from __future__ import annotations

import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from psycopg.types.range import DateRange

from digione.foundation.access import Actor
from digione.foundation.audit import recording
from digione.foundation.outbox import announcing
from digione.school.enrolment import events, models, rules
from digione.school.enrolment.policy import POLICY, Permission

_DAY = datetime.timedelta(days=1)


@transaction.atomic
def add_member(actor: Actor, *, group_id: UUID, learner_id: UUID, days: rules.Days) -> UUID:
    """Puts the learner into the group; without an end until the school year is over."""
    days = rules.within(year_of(_group(actor, group_id)), days)
    try:
        with transaction.atomic():
            membership = models.Membership.objects.create(
                group_id=group_id,
                learner_id=learner_id,
                span=DateRange(days.starts_on, days.until),
            )
    except IntegrityError as refusal:
        raise rules.AlreadyThere(learner_id) from refusal
    _note(group_id, learner_id)
    return membership.id


@transaction.atomic
def remove_member(
    actor: Actor, *, group_id: UUID, learner_id: UUID, last_day: datetime.date
) -> None:
    """Ends the learner's place; `last_day` is the last one in the group.

    A place that had not begun by then goes altogether.
    """
    _group(actor, group_id)
    places = models.Membership.objects.filter(group_id=group_id, learner_id=learner_id)
    begun = places.filter(span__contains=last_day)
    coming = places.filter(span__startswith__gt=last_day)
    if not (ended := begun.first()) and not coming.exists():
        raise rules.NotThere(learner_id)
    if ended:
        begun.update(span=DateRange(ended.span.lower, last_day + _DAY))
    coming.delete()
    _note(group_id, learner_id)


@transaction.atomic
def move_member(
    actor: Actor, *, learner_id: UUID, from_group_id: UUID, to_group_id: UUID, on: datetime.date
) -> UUID:
    """From `on` the learner is in the other group; until the day before in the first."""
    remove_member(actor, group_id=from_group_id, learner_id=learner_id, last_day=on - _DAY)
    return add_member(actor, group_id=to_group_id, learner_id=learner_id, days=rules.Days(on))


def year_of(group: models.Group) -> rules.Days:
    span = group.school_year.span
    return rules.Days(span.lower, span.upper - _DAY)


def _group(actor: Actor, group_id: UUID) -> models.Group:
    groups = models.Group.objects.select_related("school_year")
    return POLICY.find(actor, Permission.CHANGE, groups, id=group_id)


def _note(group_id: UUID, learner_id: UUID) -> None:
    recording.changed("enrolment.members", [learner_id], object_id=group_id)
    announcing.announce(events.GroupChanged(group_id))
