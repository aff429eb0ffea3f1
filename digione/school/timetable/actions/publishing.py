"""Publishing a plan, and taking it back."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from digione.foundation import clock
from digione.foundation.access import Actor
from digione.foundation.outbox.announcing import announce
from digione.school.timetable import events, models, rules
from digione.school.timetable.policy import POLICY, Permission
from digione.school.timetable.queries.clashing import placed_of


@transaction.atomic
def publish_plan(
    actor: Actor, *, plan_id: UUID, version: int, accepting_clashes: bool = False
) -> int:
    """From now on the plan holds on its days, before any published earlier; its new version.

    Publishing an earlier plan again is the way back to it.
    """
    plan = _opened(actor, plan_id, version)
    found = list(rules.clashes(placed_of(plan_id)))
    if found and not accepting_clashes:
        raise rules.Clashing(found)
    plan.published_at = clock.now()
    plan.published_by_id = None if actor.name else actor.person_id  # a command is nobody
    _close(plan, published=True)
    announce(events.TimetablePublished(plan.id, plan.school_id, plan.version))
    return plan.version


@transaction.atomic
def withdraw_plan(actor: Actor, *, plan_id: UUID, version: int) -> int:
    """Nobody sees the plan any more; the one published before it holds again."""
    plan = _opened(actor, plan_id, version)
    plan.published_at = plan.published_by_id = None
    _close(plan, published=False)
    announce(events.TimetableWithdrawn(plan.id, plan.school_id, plan.version))
    return plan.version


def _opened(actor: Actor, plan_id: UUID, version: int) -> models.Plan:
    plans = models.Plan.objects.select_for_update()
    plan = POLICY.find(actor, Permission.PUBLISH, plans, id=plan_id)
    rules.check_version(version, stored=plan.version)
    return plan


def _close(plan: models.Plan, *, published: bool) -> None:
    plan.version += 1
    plan.save(update_fields=["published_at", "published_by_id", "version"])
    models.Lesson.objects.filter(plan_id=plan.id).update(published=published)
