"""Who has seen and changed a person's data, as that person is told it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from uuid import UUID

from digione.foundation.access import Actor, Role
from digione.foundation.audit import reading, recording
from digione.school.people.models import Person
from digione.school.people.policy import POLICY, Permission

from .names import NameRow, names_of
from .places import hidden_places


@dataclass(frozen=True, slots=True)
class DeedSeen:
    """`name` is empty for a system and for an employee whose own identity is protected."""

    at: datetime.datetime
    deed: str
    what: str
    name: str
    roles: tuple[str, ...]
    purpose: str


@dataclass(frozen=True, slots=True)
class DeedsPage:
    """`older` is where the next page begins; None on the last one."""

    person: NameRow
    deeds: tuple[DeedSeen, ...]
    older: UUID | None


def deeds_page(
    actor: Actor, person_id: UUID, *, before: UUID | None = None, size: int = 50
) -> DeedsPage:
    """Newest first; raises `NotYours` unless the person, a guardian, or the officer asks."""
    person = POLICY.find(actor, Permission.DEEDS, Person.objects.all(), id=person_id)
    rows = reading.deeds_about(person.id, before=before, limit=size + 1)
    shown = rows[:size]
    doers = {row.actor_id for row in shown}
    names = names_of(actor, (doers - hidden_places(actor, doers)) | {person.id})
    recording.saw("people.deeds", [person.id])
    return DeedsPage(
        person=names[person.id],
        deeds=tuple(_seen(row, names.get(row.actor_id)) for row in shown),
        older=shown[-1].event_id if len(rows) > size else None,
    )


def home_of(actor: Actor) -> list[NameRow]:
    """The reader first, then the children by name: those whose deeds are theirs to read."""
    at_home = actor.acting_as(Role.GUARDIAN, Role.LEARNER)
    persons = POLICY.visible(at_home, Permission.DEEDS, Person.objects.all())
    names = names_of(actor, persons.values_list("id", flat=True)).values()
    return sorted(names, key=lambda row: (row.id != actor.person_id, row.sort_key))


def may_see_deeds(actor: Actor, person_id: UUID) -> bool:
    """Whether `deeds_page` would answer; a link that leads nowhere is not shown."""
    persons = Person.objects.filter(id=person_id)
    return POLICY.visible(actor, Permission.DEEDS, persons).exists()


def _seen(row: reading.DeedRow, name: NameRow | None) -> DeedSeen:
    said = str(name) if name and not row.actor_name else ""
    return DeedSeen(row.at, row.deed, row.what, said, row.roles, row.purpose)
