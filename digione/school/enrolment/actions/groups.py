"""Opening a class or a teaching group, and changing what it is called."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from digione.foundation.access import Actor
from digione.foundation.audit import recording
from digione.foundation.language import sort_key
from digione.foundation.outbox import announcing
from digione.school.enrolment import events, models, rules
from digione.school.enrolment.policy import POLICY, Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFacts:
    """What a group is; `course_id` for a teaching group that follows one course."""

    name: str
    kind: models.GroupKind
    grade: int | None = None
    course_id: UUID | None = None


@transaction.atomic
def open_group(actor: Actor, *, school_id: UUID, school_year_id: UUID, facts: GroupFacts) -> UUID:
    name = facts.name.strip()
    try:
        with transaction.atomic():
            group = models.Group.objects.create(
                school_id=school_id,
                school_year_id=school_year_id,
                kind=facts.kind,
                name=name,
                sort_key=sort_key(name),
                grade=facts.grade,
                course_id=facts.course_id,
            )
    except IntegrityError as refusal:
        raise rules.NameTaken(name) from refusal
    POLICY.require(actor, Permission.CHANGE, group)
    recording.changed("enrolment.group", (), object_id=group.id)
    announcing.announce(events.GroupChanged(group.id))
    return group.id


@transaction.atomic
def rename_group(actor: Actor, *, group_id: UUID, name: str, version: int) -> UUID:
    """`version` is the one that was read: a change in between is refused."""
    POLICY.find(actor, Permission.CHANGE, models.Group.objects.all(), id=group_id)
    groups = models.Group.objects.filter(id=group_id, version=version)
    name = name.strip()
    try:
        with transaction.atomic():
            changed = groups.update(name=name, sort_key=sort_key(name), version=F("version") + 1)
    except IntegrityError as refusal:
        raise rules.NameTaken(name) from refusal
    if not changed:
        raise rules.ChangedMeanwhile(group_id)
    recording.changed("enrolment.group", (), object_id=group_id)
    announcing.announce(events.GroupChanged(group_id))
    return group_id
