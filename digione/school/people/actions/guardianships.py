"""Beginning, changing and ending guardianships."""

from __future__ import annotations

import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from psycopg.types.range import DateRange

from digione.foundation.access import Actor
from digione.foundation.audit import recording
from digione.foundation.outbox import announcing
from digione.school.people import rules
from digione.school.people.events import GuardianshipBegan, GuardianshipChanged, GuardianshipEnded
from digione.school.people.models import Guardianship, Person
from digione.school.people.policy import POLICY, Permission
from digione.school.people.rules import Fault, Rights, Span

from .refusing import Invalid, Outdated, in_words
from .standing import as_span, tie_person

_DAY: Final = datetime.timedelta(days=1)


@transaction.atomic
def begin_guardianship(
    actor: Actor,
    *,
    guardian_id: UUID,
    learner_id: UUID,
    rights: Rights,
    starts_on: datetime.date,
    ends_on: datetime.date | None = None,
) -> UUID:
    """The guardian's account, where there is one, has the role on the next request."""
    if guardian_id == learner_id:
        raise Invalid(Fault.OWN_GUARDIAN, "guardian")
    persons = Person.objects.select_for_update()
    learner = POLICY.find(actor, Permission.GUARD, persons, id=learner_id)
    guardian = POLICY.find(actor, Permission.GUARD, Person.objects.all(), id=guardian_id)
    with in_words():
        span = rules.guardianship_span(starts_on, ends_on, learner.birth_date)
        _check(rights, _others(learner_id, span), guardian_id)
    guardianship = Guardianship.objects.create(
        guardian=guardian, learner=learner, span=DateRange(span.start, span.end), **_columns(rights)
    )
    tie_person(actor, guardian_id)
    recording.changed("people.guardianship", [guardian_id, learner_id])
    announcing.announce(GuardianshipBegan(guardianship.id, guardian_id, learner_id))
    return guardianship.id


@transaction.atomic
def change_guardianship(
    actor: Actor, guardianship_id: UUID, *, rights: Rights, version: int
) -> UUID:
    """Changes the rights; who and when stay, for they are history."""
    one = _find(actor, guardianship_id)
    with in_words():
        others = _others(one.learner_id, as_span(one.span)).exclude(id=one.id)
        _check(rights, others, one.guardian_id)
    same = Guardianship.objects.filter(id=one.id, version=version)
    if not same.update(**_columns(rights), version=F("version") + 1):
        raise Outdated
    recording.changed("people.guardianship", [one.guardian_id, one.learner_id])
    announcing.announce(GuardianshipChanged(one.id, one.guardian_id, one.learner_id))
    return one.id


@transaction.atomic
def end_guardianship(actor: Actor, guardianship_id: UUID, *, last_day: datetime.date) -> UUID:
    """It holds through `last_day` and no longer."""
    one = _find(actor, guardianship_id)
    span = as_span(one.span)
    if last_day < span.start:
        raise Invalid(Fault.ENDS_TOO_EARLY, "ends_on")
    Guardianship.objects.filter(id=one.id).update(
        span=DateRange(span.start, last_day + _DAY), version=F("version") + 1
    )
    tie_person(actor, one.guardian_id)
    recording.changed("people.guardianship", [one.guardian_id, one.learner_id])
    announcing.announce(GuardianshipEnded(one.id, one.guardian_id, one.learner_id, last_day))
    return one.id


def _find(actor: Actor, guardianship_id: UUID) -> Guardianship:
    """The guardianship of a learner within the actor's reach."""
    which = Guardianship.objects.filter(id=guardianship_id)
    learner_id = which.values_list("learner_id", flat=True).first()
    POLICY.find(actor, Permission.GUARD, Person.objects.all(), id=learner_id)
    return which.get()


def _others(learner_id: UUID, span: Span) -> QuerySet[Guardianship]:
    return Guardianship.objects.filter(
        learner_id=learner_id, span__overlap=DateRange(span.start, span.end)
    )


def _check(rights: Rights, others: QuerySet[Guardianship], guardian_id: UUID) -> None:
    known = list(others)
    if guardian_id in {other.guardian_id for other in known}:
        raise rules.Refused(Fault.GUARDIAN_ALREADY, "guardian")
    rules.checked_rights(
        rights,
        [
            Rights(
                kind=o.kind, may_know=o.may_know, may_decide=o.may_decide, lives_with=o.lives_with
            )
            for o in known
        ],
    )


def _columns(rights: Rights) -> dict[str, str | bool]:
    return {
        "kind": rights.kind,
        "may_know": rights.may_know,
        "may_decide": rights.may_decide,
        "lives_with": rights.lives_with,
    }
