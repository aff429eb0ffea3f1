"""Beginning and ending work at a school or for the provider."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import transaction
from psycopg.types.range import DateRange

from digione.foundation.access import Actor, Role
from digione.foundation.audit import recording
from digione.foundation.outbox import announcing
from digione.school.people import rules
from digione.school.people.events import RoleEnded, RoleGranted
from digione.school.people.models import Employment, Person
from digione.school.people.policy import POLICY, Permission
from digione.school.people.rules import Fault

from .refusing import Invalid, in_words
from .standing import as_span, tie_person

_DAY: Final = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A role of the staff, at one school or, without one, for the whole provider."""

    role: Role
    school_id: UUID | None = None
    title: str = ""
    source_id: str | None = None


@transaction.atomic
def begin_employment(
    actor: Actor,
    *,
    person_id: UUID,
    post: Post,
    starts_on: datetime.date,
    ends_on: datetime.date | None = None,
) -> UUID:
    """The account, where there is one, has the role on the next request."""
    with in_words():
        rules.checked_post(post.role, has_school=post.school_id is not None)
    if ends_on and ends_on < starts_on:
        raise Invalid(Fault.ENDS_TOO_EARLY, "ends_on")
    person = POLICY.find(actor, Permission.EMPLOY, Person.objects.all(), id=person_id)
    employment = Employment.objects.create(
        person=person,
        role=post.role,
        school_id=post.school_id,
        title=post.title,
        source_id=post.source_id,
        span=DateRange(starts_on, ends_on + _DAY if ends_on else None),
    )
    tie_person(actor, person_id)
    recording.changed("people.employment", [person_id])
    announcing.announce(RoleGranted(employment.id, person_id, post.role, post.school_id))
    return employment.id


@transaction.atomic
def end_employment(actor: Actor, employment_id: UUID, *, last_day: datetime.date) -> UUID:
    """It holds through `last_day` and no longer; sessions without any role left die with it."""
    which = Employment.objects.filter(id=employment_id)
    person_id = which.values_list("person_id", flat=True).first()
    POLICY.find(actor, Permission.EMPLOY, Person.objects.all(), id=person_id)
    one = which.get()
    span = as_span(one.span)
    if last_day < span.start:
        raise Invalid(Fault.ENDS_TOO_EARLY, "ends_on")
    Employment.objects.filter(id=one.id).update(span=DateRange(span.start, last_day + _DAY))
    tie_person(actor, one.person_id)
    recording.changed("people.employment", [one.person_id])
    announcing.announce(RoleEnded(one.id, one.person_id, one.role, one.school_id, last_day))
    return one.id
