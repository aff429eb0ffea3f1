"""How to reach persons, unsealed for those alone who may know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from digione.foundation.access import Actor
from digione.foundation.audit import recording
from digione.foundation.sealing import unseal_from
from digione.school.people.models import ContactKind, ContactPoint, Person
from digione.school.people.policy import POLICY, Permission

from .places import hidden_places


@dataclass(frozen=True, slots=True)
class ContactRow:
    id: UUID
    kind: ContactKind
    value: str
    is_primary: bool
    version: int


def contact_points_of(
    actor: Actor, person_ids: Iterable[UUID]
) -> Mapping[UUID, tuple[ContactRow, ...]]:
    """Contact points by person; nobody is there whose data the actor may not see.

    Three statements for any number of persons: reach, protection, points.
    """
    reached = POLICY.visible(actor, Permission.CONTACT, Person.objects.all())
    within = set(reached.filter(id__in=set(person_ids)).values_list("id", flat=True))
    shown = within - hidden_places(actor, within)
    rows: defaultdict[UUID, list[ContactRow]] = defaultdict(list)
    for point in ContactPoint.objects.filter(person_id__in=shown).order_by(
        "kind", "-is_primary", "id"
    ):
        rows[point.person_id].append(_row(point))
    recording.saw("people.contact", rows)
    return {person_id: tuple(found) for person_id, found in rows.items()}


def _row(point: ContactPoint) -> ContactRow:
    value = unseal_from(ContactPoint, "value", point.value or b"", about=point.person_id)
    return ContactRow(point.id, ContactKind(point.kind), value, point.is_primary, point.version)
