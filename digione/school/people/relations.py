"""Who stands in which relation to whom today, as sub-selects that cost no query of their own."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from digione.foundation import clock
from digione.foundation.access import Actor, Role

from . import models


def children_of(actor: Actor, *, deciding: bool = False) -> QuerySet[models.Guardianship, UUID]:
    """Learners whose guardian the actor is today, with the right to know (or to decide)."""
    right = {"may_decide": True} if deciding else {"may_know": True}
    wards = models.Guardianship.objects.filter(
        guardian_id=actor.person_id, span__contains=clock.today(), **right
    )
    return wards.values_list("learner_id", flat=True)


def schools_of(actor: Actor, *roles: Role) -> QuerySet[models.Employment, UUID | None]:
    """Schools where the actor is employed today in one of `roles`, or in any of their roles."""
    held = models.Employment.objects.filter(
        person_id=actor.person_id,
        span__contains=clock.today(),
        role__in=roles or actor.roles,
        school__isnull=False,
    )
    return held.values_list("school_id", flat=True)
