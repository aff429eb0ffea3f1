"""Giving and withdrawing a person's identity code."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F

from digione.foundation.access import Actor
from digione.foundation.audit import recording
from digione.foundation.outbox import announcing
from digione.foundation.sealing import blind_index, seal_into
from digione.school.people.events import PersonChanged
from digione.school.people.models import Person
from digione.school.people.policy import POLICY, Permission
from digione.school.people.rules import Fault, identity_code

from .refusing import Invalid, Outdated, in_words


@transaction.atomic
def give_identity_code(actor: Actor, person_id: UUID, *, code: str, version: int) -> UUID:
    """Seals the code and takes the date of birth from it, where none was known."""
    with in_words():
        checked = identity_code(code)
    if checked.is_invented and not settings.DEMO:
        raise Invalid(Fault.CODE_INVENTED, "identity_code")
    person = POLICY.find(actor, Permission.CHANGE, Person.objects.all(), id=person_id)
    if person.birth_date and person.birth_date != checked.birth_date:
        raise Invalid(Fault.CODE_OTHER_BIRTH_DATE, "identity_code")
    index = blind_index(checked.text, field="people.person.identity_code")
    if Person.objects.filter(identity_index=index).exclude(id=person.id).exists():
        raise Invalid(Fault.CODE_TAKEN, "identity_code")
    sealed = seal_into(Person, "identity_code", checked.text, about=person.id)
    return _write(
        person,
        version,
        identity_code=sealed,
        identity_index=index,
        birth_date=checked.birth_date,
    )


@transaction.atomic
def withdraw_identity_code(actor: Actor, person_id: UUID, *, version: int) -> UUID:
    """For a code given to the wrong person; the date of birth stays."""
    person = POLICY.find(actor, Permission.CHANGE, Person.objects.all(), id=person_id)
    return _write(person, version, identity_code=None, identity_index=None)


def _write(person: Person, version: int, **columns: object) -> UUID:
    same = Person.objects.filter(id=person.id, version=version)
    if not same.update(**columns, version=F("version") + 1):
        raise Outdated
    recording.changed("people.identity_code", [person.id])
    announcing.announce(PersonChanged(person.id))
    return person.id
