"""Who holds which lesson, as sub-selects that cost no query of their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from digione.foundation import clock
from digione.foundation.access import Actor, Role
from digione.school.enrolment import public as enrolment
from digione.school.people import public as people

from . import models

Persons = QuerySet[Any, UUID]


def lessons_held(actor: Actor) -> QuerySet[models.LessonTeacher, UUID]:
    """Lessons of the week that are the actor's own."""
    own = models.LessonTeacher.objects.filter(teacher_id=actor.person_id)
    return own.values_list("lesson_id", flat=True)


def lessons_substituted(actor: Actor) -> QuerySet[models.DayChange, UUID]:
    """Lessons that the actor holds on some day in another's place."""
    theirs = models.DayChange.objects.filter(teacher_id=actor.person_id)
    return theirs.values_list("lesson_id", flat=True)


def substituting(actor: Actor) -> Exists:
    """Of things with a `lesson_id` and a `day`: those that the actor holds as a substitute."""
    return Exists(
        models.DayChange.objects.filter(
            teacher_id=actor.person_id, lesson_id=OuterRef("lesson_id"), day=OuterRef("day")
        )
    )


@people.know_places(Role.TEACHER, Role.SPECIAL_NEEDS_TEACHER)
def learners_met(actor: Actor) -> Persons:
    """Members today of groups whose lessons the actor holds by now, or today for another."""
    today = lessons_substituted(actor).filter(day=clock.today())
    held = lessons_held(actor).filter(lesson__span__contains=clock.today())
    own = models.LessonGroup.objects.filter(lesson_id__in=held.union(today))  # OR reads them all
    return enrolment.learners_in(own.values_list("group_id", flat=True))


def lessons_of_groups(groups: Iterable[UUID | None]) -> QuerySet[models.LessonGroup, UUID]:
    """Lessons of the groups (ids or a sub-select of ids)."""
    theirs = models.LessonGroup.objects.filter(group_id__in=groups)
    return theirs.values_list("lesson_id", flat=True)


def lessons_of_schools(schools: Iterable[UUID | None]) -> QuerySet[models.Lesson, UUID]:
    return models.Lesson.objects.filter(school_id__in=schools).values_list("id", flat=True)
