"""A school's plans and rooms, for whoever makes its timetable."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from uuid import UUID

from digione.foundation.access import Actor
from digione.school.timetable import models
from digione.school.timetable.policy import POLICY, Permission

_ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """Both days included; without a last one until further notice."""

    plan_id: UUID
    first: datetime.date
    last: datetime.date | None
    is_published: bool
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomRow:
    room_id: UUID
    name: str


def plans_of_school(actor: Actor, school_id: UUID) -> list[PlanRow]:
    """Drafts too, by the day on which they begin."""
    plans = POLICY.visible(actor, Permission.PLAN, models.Plan.objects.all())
    return [
        PlanRow(
            plan_id=plan.id,
            first=plan.span.lower,
            last=plan.span.upper - _ONE_DAY if plan.span.upper else None,
            is_published=plan.published_at is not None,
            version=plan.version,
        )
        for plan in plans.filter(school_id=school_id).order_by("span", "id")
    ]


def rooms_of_school(actor: Actor, school_id: UUID) -> list[RoomRow]:
    rooms = POLICY.visible(actor, Permission.PLAN, models.Room.objects.all())
    rows = rooms.filter(school_id=school_id).order_by("name").values_list("id", "name")
    return [RoomRow(room_id=room_id, name=name) for room_id, name in rows]
