"""The guardians of learners, for whoever is entitled to know them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from digione.foundation import clock
from digione.foundation.access import Actor
from digione.foundation.audit import recording
from digione.school.people.models import Guardianship, GuardianshipKind, Person
from digione.school.people.policy import POLICY, Permission

from .places import hidden_places


@dataclass(frozen=True, slots=True)
class GuardianRow:
    """One guardianship of today; how to reach the guardian `contact_points_of` tells.

    `lives_with` is None where the actor may not know the place.
    """

    guardianship_id: UUID
    learner_id: UUID
    guardian_id: UUID
    call_name: str
    family_name: str
    language: str
    kind: GuardianshipKind
    may_know: bool
    may_decide: bool
    lives_with: bool | None
    version: int


def guardians_of(actor: Actor, learner_ids: Iterable[UUID]) -> list[GuardianRow]:
    """Guardians of those of the learners whom the actor may ask about, in two queries."""
    learners = POLICY.visible(actor, Permission.GUARDIANS, Person.objects.all())
    found = (
        Guardianship.objects.filter(
            learner_id__in=learners.filter(id__in=set(learner_ids)).values("id"),
            span__contains=clock.today(),
        )
        .select_related("guardian")
        .order_by("guardian__sort_key", "id")
    )
    standing = list(found)
    hidden = hidden_places(actor, [one.learner_id for one in standing])
    rows = [_row(one, hidden) for one in standing]
    recording.saw("people.guardians", {p for r in rows for p in (r.learner_id, r.guardian_id)})
    return rows


def _row(one: Guardianship, hidden: frozenset[UUID]) -> GuardianRow:
    return GuardianRow(
        guardianship_id=one.id,
        learner_id=one.learner_id,
        guardian_id=one.guardian_id,
        call_name=one.guardian.call_name,
        family_name=one.guardian.family_name,
        language=one.guardian.language,
        kind=GuardianshipKind(one.kind),
        may_know=one.may_know,
        may_decide=one.may_decide,
        lives_with=None if one.learner_id in hidden else one.lives_with,
        version=one.version,
    )
