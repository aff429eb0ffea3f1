"""Who works at a school, for whoever invites them or plans their week."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from digione.foundation import clock
from digione.foundation.access import Actor
from digione.foundation.audit import recording
from digione.school.people.models import Employment, Person
from digione.school.people.policy import POLICY, Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRow:
    """Somebody who works at the school today, or will; how to reach them is asked apart."""

    person_id: UUID
    given_names: str
    call_name: str
    family_name: str
    source_id: str | None

    @property
    def name(self) -> str:
        return f"{self.call_name} {self.family_name}"


def staff_of_school(actor: Actor, school_id: UUID) -> list[StaffRow]:
    """By name, each once, however many roles they hold there."""
    reached = POLICY.visible(actor, Permission.VIEW, Person.objects.all())
    posts = Employment.objects.filter(school_id=school_id).filter(
        Q(span__endswith=None) | Q(span__endswith__gt=clock.today())
    )
    found = reached.filter(id__in=posts.values("person_id")).order_by("sort_key", "id")
    columns = ("id", "given_names", "call_name", "family_name", "source_id")
    rows = [
        StaffRow(
            person_id=row[0],
            given_names=row[1],
            call_name=row[2],
            family_name=row[3],
            source_id=row[4],
        )
        for row in found.values_list(*columns)
    ]
    recording.saw("people.staff", [row.person_id for row in rows])
    return rows
