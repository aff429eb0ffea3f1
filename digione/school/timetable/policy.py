"""Who may see, change and publish timetables; every permission is asked of lessons or plans."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from django.db.models import Q

from digione.foundation.access import Actor, Policy, Role, everyone, may
from digione.school.enrolment import public as enrolment
from digione.school.people import public as people

from . import relations


class Permission(StrEnum):
    VIEW = "timetable.lesson:view"
    CHANGE_DAY = "timetable.day:change"
    PUBLISH = "timetable.plan:publish"


def own_lessons(actor: Actor) -> Q:
    """As a learner: the lessons of one's groups, once published."""
    groups = enrolment.groups_of([actor.person_id])
    return Q(published=True, id__in=relations.lessons_of_groups(groups))


def childrens_lessons(actor: Actor) -> Q:
    groups = enrolment.groups_of(people.children_of(actor))
    return Q(published=True, id__in=relations.lessons_of_groups(groups))


def lessons_held(actor: Actor) -> Q:
    return Q(id__in=relations.lessons_held(actor)) | Q(id__in=relations.lessons_substituted(actor))


def own_schools(actor: Actor) -> Q:
    return Q(school_id__in=people.schools_of(actor))


POLICY: Final = Policy(
    "timetable",
    [
        may(Role.LEARNER, Permission.VIEW, within=own_lessons),
        may(Role.GUARDIAN, Permission.VIEW, within=childrens_lessons),
        may(Role.TEACHER, Permission.VIEW, within=own_schools),
        may(Role.TEACHER, Permission.VIEW, within=lessons_held),
        may(Role.SPECIAL_NEEDS_TEACHER, Permission.VIEW, within=own_schools),
        may(
            Role.PRINCIPAL,
            Permission.VIEW,
            Permission.CHANGE_DAY,
            Permission.PUBLISH,
            within=own_schools,
        ),
        may(Role.SECRETARY, Permission.VIEW, Permission.CHANGE_DAY, within=own_schools),
        may(
            Role.OPERATOR,
            Permission.VIEW,
            Permission.CHANGE_DAY,
            Permission.PUBLISH,
            within=everyone,
        ),
    ],
)
