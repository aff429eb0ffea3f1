"""Who may see, change and publish timetables."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from django.db.models import Q

from digione.foundation.access import Actor, Policy, Role, everyone, may
from digione.school.enrolment import public as enrolment
from digione.school.people import public as people

from . import models, relations


class Permission(StrEnum):
    """`VIEW` and `CHANGE_DAY` are asked of lessons, `PUBLISH` of plans, `LEARNER` of persons.

    `PLAN` is asked of plans, periods and rooms.
    """

    VIEW = "timetable.lesson:view"
    LEARNER = "timetable.learner:view"
    CHANGE_DAY = "timetable.day:change"
    PLAN = "timetable.plan:change"
    PUBLISH = "timetable.plan:publish"


def own_lessons(actor: Actor) -> Q:
    """As a learner: the lessons of one's groups, once published."""
    groups = enrolment.groups_of([actor.person_id])
    return Q(published=True, id__in=relations.lessons_of_groups(groups))


def childrens_lessons(actor: Actor) -> Q:
    groups = enrolment.groups_of(people.children_of(actor))
    return Q(published=True, id__in=relations.lessons_of_groups(groups))


def lessons_held(actor: Actor) -> Q:
    """One's own, and those held on some day in another's place."""
    return Q(id__in=relations.lessons_held(actor)) | Q(id__in=relations.lessons_substituted(actor))


def own_schools(actor: Actor) -> Q:
    return Q(school_id__in=people.schools_of(actor))


# Of persons this room knows the teachers' table; learners stand in the same one.
PERSON: Final = models.LessonTeacher._meta.get_field("teacher").related_model


def oneself(actor: Actor) -> Q:
    return Q(id=actor.person_id)


def own_children(actor: Actor) -> Q:
    return Q(id__in=people.children_of(actor))


def learners_taught(actor: Actor) -> Q:
    return Q(id__in=enrolment.learners_taught(actor)) | Q(id__in=relations.learners_met(actor))


def learners_of_own_schools(actor: Actor) -> Q:
    return Q(id__in=enrolment.learners_of_schools(people.schools_of(actor)))


POLICY: Final = Policy(
    "timetable",
    [
        may(Role.LEARNER, Permission.VIEW, within=own_lessons),
        may(Role.LEARNER, Permission.LEARNER, within=oneself),
        may(Role.GUARDIAN, Permission.VIEW, within=childrens_lessons),
        may(Role.GUARDIAN, Permission.LEARNER, within=own_children),
        *(
            row
            for role in (Role.TEACHER, Role.SPECIAL_NEEDS_TEACHER)
            for row in (
                may(role, Permission.VIEW, within=own_schools),
                may(role, Permission.VIEW, within=lessons_held),
                may(role, Permission.LEARNER, within=learners_taught),
            )
        ),
        may(Role.PRINCIPAL, Permission.LEARNER, within=learners_of_own_schools),
        may(Role.SECRETARY, Permission.LEARNER, within=learners_of_own_schools),
        may(
            Role.PRINCIPAL,
            Permission.VIEW,
            Permission.CHANGE_DAY,
            Permission.PLAN,
            Permission.PUBLISH,
            within=own_schools,
        ),
        may(Role.SECRETARY, Permission.VIEW, Permission.CHANGE_DAY, within=own_schools),
        may(
            Role.OPERATOR,
            Permission.VIEW,
            Permission.LEARNER,
            Permission.CHANGE_DAY,
            Permission.PLAN,
            Permission.PUBLISH,
            within=everyone,
        ),
    ],
)
