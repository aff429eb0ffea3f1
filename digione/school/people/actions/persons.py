"""Adding and changing persons."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from digione.foundation import clock
from digione.foundation.access import Actor
from digione.foundation.audit import recording
from digione.foundation.language import sort_key
from digione.foundation.outbox import announcing
from digione.school.people.events import PersonAdded, PersonChanged
from digione.school.people.models import Person
from digione.school.people.policy import POLICY, Permission
from digione.school.people.rules import Fault, Names, checked_names

from .refusing import Invalid, Outdated, in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """What is written down of a person besides identity code and contact points."""

    names: Names
    birth_date: datetime.date | None = None
    mother_tongue: str = ""
    language: str = "fi"
    learner_oid: str | None = None
    source_id: str | None = None


@transaction.atomic
def add_person(actor: Actor, *, facts: PersonFacts) -> UUID:
    person = Person.objects.create(**_columns(facts))
    POLICY.require(actor, Permission.CHANGE, person)
    recording.changed("people.person", [person.id])
    announcing.announce(PersonAdded(person.id))
    return person.id


@transaction.atomic
def change_person(actor: Actor, person_id: UUID, *, facts: PersonFacts, version: int) -> UUID:
    """`version` is the one that the editor was shown; a later one is not overwritten."""
    columns = _columns(facts)
    person = POLICY.find(actor, Permission.CHANGE, Person.objects.all(), id=person_id)
    same = Person.objects.filter(id=person.id, version=version)
    if not same.update(**columns, version=F("version") + 1):
        raise Outdated
    recording.changed("people.person", [person.id])
    announcing.announce(PersonChanged(person.id))
    return person.id


def _columns(facts: PersonFacts) -> dict[str, Any]:
    with in_words():
        names = checked_names(facts.names)
    if facts.birth_date and facts.birth_date > clock.today():
        raise Invalid(Fault.BORN_LATER, "birth_date")
    return {
        "given_names": names.given_names,
        "call_name": names.call_name,
        "family_name": names.family_name,
        "sort_key": sort_key(names.family_name, names.call_name),
        "birth_date": facts.birth_date,
        "mother_tongue": facts.mother_tongue,
        "language": facts.language,
        "learner_oid": facts.learner_oid,
        "source_id": facts.source_id,
    }
