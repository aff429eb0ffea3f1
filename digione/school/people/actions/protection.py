"""The switch of protected identity (turvakielto); it acts on the next request."""

from __future__ import annotations

import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from digione.foundation import clock
from digione.foundation.access import Actor
from digione.foundation.audit import recording
from digione.foundation.outbox import announcing
from digione.school.people.events import PersonProtected, PersonUnprotected
from digione.school.people.models import Person
from digione.school.people.policy import POLICY, Permission
from digione.school.people.rules import Fault

from .refusing import Invalid


@transaction.atomic
def protect_person(actor: Actor, person_id: UUID, *, until: datetime.date | None = None) -> UUID:
    """Through `until`, or until further notice. Hides those living with the person too."""
    if until and until < clock.today():
        raise Invalid(Fault.PROTECTION_OVER, "until")
    _switch(actor, person_id, protected=True, until=until)
    announcing.announce(PersonProtected(person_id, until))
    return person_id


@transaction.atomic
def unprotect_person(actor: Actor, person_id: UUID) -> UUID:
    _switch(actor, person_id, protected=False, until=None)
    announcing.announce(PersonUnprotected(person_id))
    return person_id


def _switch(actor: Actor, person_id: UUID, *, protected: bool, until: datetime.date | None) -> None:
    person = POLICY.find(actor, Permission.PROTECT, Person.objects.all(), id=person_id)
    Person.objects.filter(id=person.id).update(
        protected=protected, protected_until=until, version=F("version") + 1
    )
    recording.changed("people.protection", [person.id])
