"""Who holds which lesson, as sub-selects that cost no query of their own."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from digione.foundation import clock
from digione.foundation.access import Actor

from . import models


def lessons_held(actor: Actor) -> QuerySet[models.LessonTeacher, UUID]:
    """Lessons of the week that are the actor's own."""
    own = models.LessonTeacher.objects.filter(teacher_id=actor.person_id)
    return own.values_list("lesson_id", flat=True)


def lessons_substituted(actor: Actor) -> QuerySet[models.DayChange, UUID]:
    """Lessons that the actor holds today in another's place."""
    today = models.DayChange.objects.filter(teacher_id=actor.person_id, day=clock.today())
    return today.values_list("lesson_id", flat=True)


def lessons_of_groups(groups: Iterable[UUID | None]) -> QuerySet[models.LessonGroup, UUID]:
    """Lessons of the groups (ids or a sub-select of ids)."""
    theirs = models.LessonGroup.objects.filter(group_id__in=groups)
    return theirs.values_list("lesson_id", flat=True)


def lessons_of_schools(schools: Iterable[UUID | None]) -> QuerySet[models.Lesson, UUID]:
    return models.Lesson.objects.filter(school_id__in=schools).values_list("id", flat=True)
