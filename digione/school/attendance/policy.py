"""Who may see, mark, report, explain and follow up absences."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from django.db.models import Q

from digione.foundation.access import Actor, Policy, Role, everyone, may
from digione.school.enrolment import public as enrolment
from digione.school.people import public as people
from digione.school.timetable import public as timetable


class Permission(StrEnum):
    """`TAKE` is asked of registers, `…REPORT` of absence reports, the others of marks.

    `MEND` keeps a register open that is closed to those who may only take it.
    """

    TAKE = "attendance.register:take"
    MEND = "attendance.register:mend"
    VIEW = "attendance.mark:view"
    EXPLAIN = "attendance.mark:explain"
    FOLLOW_UP = "attendance.mark:follow_up"
    REPORT = "attendance.report:create"
    VIEW_REPORT = "attendance.report:view"


def oneself(actor: Actor) -> Q:
    return Q(learner_id=actor.person_id)


def oneself_of_age(actor: Actor) -> Q:
    """An adult learner answers for themself."""
    return Q(learner_id__in=people.oneself_of_age(actor))


def own_children(actor: Actor) -> Q:
    return Q(learner_id__in=people.children_of(actor))


def children_decided_for(actor: Actor) -> Q:
    """The right to know does not bring the right to decide."""
    return Q(learner_id__in=people.children_of(actor, deciding=True))


def learners_taught(actor: Actor) -> Q:
    return Q(learner_id__in=enrolment.learners_taught(actor))


def lessons_held(actor: Actor) -> Q:
    """Registers and marks of one's own lessons, and of days held in another's place."""
    return Q(lesson_id__in=timetable.lessons_held(actor)) | Q(timetable.substituting(actor))


def lessons_of_own_schools(actor: Actor) -> Q:
    return Q(lesson_id__in=timetable.lessons_of_schools(people.schools_of(actor)))


def learners_of_own_schools(actor: Actor) -> Q:
    return Q(learner_id__in=enrolment.learners_of_schools(people.schools_of(actor)))


POLICY: Final = Policy(
    "attendance",
    [
        may(Role.LEARNER, Permission.VIEW, Permission.VIEW_REPORT, within=oneself),
        may(Role.LEARNER, Permission.REPORT, Permission.EXPLAIN, within=oneself_of_age),
        may(Role.GUARDIAN, Permission.VIEW, Permission.VIEW_REPORT, within=own_children),
        may(Role.GUARDIAN, Permission.REPORT, Permission.EXPLAIN, within=children_decided_for),
        may(Role.TEACHER, Permission.TAKE, Permission.VIEW, within=lessons_held),
        may(Role.TEACHER, Permission.VIEW_REPORT, within=learners_taught),
        may(Role.SPECIAL_NEEDS_TEACHER, Permission.TAKE, Permission.VIEW, within=lessons_held),
        may(Role.SPECIAL_NEEDS_TEACHER, Permission.VIEW_REPORT, within=learners_taught),
        *(
            may(
                role,
                Permission.VIEW,
                Permission.FOLLOW_UP,
                Permission.EXPLAIN,
                within=lessons_of_own_schools,
            )
            for role in (Role.PRINCIPAL, Role.SECRETARY)
        ),
        *(
            may(role, Permission.REPORT, Permission.VIEW_REPORT, within=learners_of_own_schools)
            for role in (Role.PRINCIPAL, Role.SECRETARY)
        ),
        may(Role.PRINCIPAL, Permission.TAKE, Permission.MEND, within=lessons_of_own_schools),
        may(Role.OPERATOR, *Permission, within=everyone),
    ],
)
