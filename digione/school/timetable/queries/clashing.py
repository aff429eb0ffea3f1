"""Which lessons of a plan cannot be held at once."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Hashable
from uuid import UUID

from digione.foundation.access import Actor
from digione.school.timetable import models, rules
from digione.school.timetable.policy import POLICY, Permission

_ONE_DAY = datetime.timedelta(days=1)


def clashes_of(actor: Actor, plan_id: UUID) -> list[rules.Clash]:
    """Pairs of lessons that take the same teachers, groups or room at one time."""
    POLICY.find(actor, Permission.PLAN, models.Plan.objects.all(), id=plan_id)
    return list(rules.clashes(placed_of(plan_id)))


def placed_of(plan_id: UUID) -> list[rules.Placed]:
    """The lessons of a plan with all that they take, in three statements."""
    takes: dict[UUID, set[Hashable]] = defaultdict(set)
    for pairs in (
        models.LessonTeacher.objects.values_list("lesson_id", "teacher_id"),
        models.LessonGroup.objects.values_list("lesson_id", "group_id"),
    ):
        for lesson_id, taken in pairs.filter(lesson__plan_id=plan_id):
            takes[lesson_id].add(taken)
    lessons = list(models.Lesson.objects.filter(plan_id=plan_id).order_by("id"))
    for lesson in lessons:
        if lesson.room_id:
            takes[lesson.id].add(lesson.room_id)
    return [rules.Placed(one.id, _slot(one), frozenset(takes[one.id])) for one in lessons]


def _slot(lesson: models.Lesson) -> rules.Slot:
    span = lesson.span
    return rules.Slot(
        weekday=lesson.weekday,
        starts_at=lesson.starts_at,
        ends_at=lesson.ends_at,
        first=span.lower or datetime.date.min,
        last=span.upper - _ONE_DAY if span.upper else None,
    )
