"""One person as the actor may see them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from uuid import UUID

from digione.foundation.access import Actor
from digione.foundation.audit import recording
from digione.foundation.sealing import unseal_from
from digione.school.people.models import Person
from digione.school.people.policy import POLICY, Permission

from .contacts import ContactRow, contact_points_of
from .places import hidden_places


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """`place_is_hidden`: say so instead of showing contact points or a school."""

    id: UUID
    given_names: str
    call_name: str
    family_name: str
    birth_date: datetime.date | None
    language: str
    mother_tongue: str
    version: int
    place_is_hidden: bool
    contact_points: tuple[ContactRow, ...]


def profile(actor: Actor, person_id: UUID) -> ProfileRow:
    """Raises `NotYours` where the person is out of the actor's reach."""
    person = POLICY.find(actor, Permission.VIEW, Person.objects.all(), id=person_id)
    recording.saw("people.person", [person.id])
    return ProfileRow(
        id=person.id,
        given_names=person.given_names,
        call_name=person.call_name,
        family_name=person.family_name,
        birth_date=person.birth_date,
        language=person.language,
        mother_tongue=person.mother_tongue,
        version=person.version,
        place_is_hidden=bool(hidden_places(actor, [person.id])),
        contact_points=contact_points_of(actor, [person.id]).get(person.id, ()),
    )


def identity_code_of(actor: Actor, person_id: UUID) -> str | None:
    """The identity code, for those who keep persons; each look stands in the audit by itself."""
    person = POLICY.find(actor, Permission.CHANGE, Person.objects.all(), id=person_id)
    recording.saw("people.identity_code", [person.id])
    if person.identity_code is None:
        return None
    return unseal_from(Person, "identity_code", person.identity_code, about=person.id)
