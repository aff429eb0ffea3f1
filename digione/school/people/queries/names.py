"""Names of persons, for rooms and pages that have decided who may see whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from digione.foundation.access import Actor
from digione.foundation.audit import recording
from digione.foundation.language import sort_key
from digione.foundation.tenancy import ask, current_tenant
from digione.school.people.models import Person
from digione.school.people.policy import POLICY, Permission


@dataclass(frozen=True, slots=True)
class NameRow:
    """`sort_key` orders lists as the Finnish alphabet does."""

    id: UUID
    call_name: str
    family_name: str
    sort_key: str

    def __str__(self) -> str:
        return f"{self.call_name} {self.family_name}"


_NAMES: Final = """
SELECT id, call_name, family_name, sort_key FROM people_person
WHERE tenant_id = %(tenant)s AND id = ANY(%(ids)s) ORDER BY sort_key
"""


def names_of(actor: Actor, person_ids: Iterable[UUID]) -> Mapping[UUID, NameRow]:
    """The names of `person_ids` in one statement, audited as seen by the actor.

    That the actor may know them is the caller's policy: a class list, a lesson, an absence.
    """
    asked = {"tenant": current_tenant(), "ids": list(set(person_ids))}
    rows = [NameRow(*row) for row in ask(_NAMES, asked)]
    recording.saw("people.name", [row.id for row in rows])
    return {row.id: row for row in rows}


def persons_found(actor: Actor, *, words: str, limit: int = 25) -> list[NameRow]:
    """Persons within the actor's reach whose family name begins so, with their call name."""
    from_key = sort_key(*words.split())
    if not from_key:
        return []
    reached = POLICY.visible(actor, Permission.VIEW, Person.objects.all())
    found = reached.filter(sort_key__startswith=from_key).order_by("sort_key")
    columns = found.values_list("id", "call_name", "family_name", "sort_key")
    rows = [NameRow(*row) for row in columns[:limit]]
    recording.saw("people.search", [row.id for row in rows])
    return rows
