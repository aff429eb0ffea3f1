"""Who may see and change study rights, groups and memberships."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from django.db.models import Q

from digione.foundation.access import Actor, Policy, Role, everyone, may
from digione.school.people import public as people

from . import relations


class Permission(StrEnum):
    """`LEARNER` is asked of study rights, the others of groups."""

    LEARNER = "enrolment.learner:view"
    GROUP = "enrolment.group:view"
    MEMBERS = "enrolment.members:view"
    CHANGE = "enrolment.group:change"
    ENROL = "enrolment.study_right:change"


def oneself(actor: Actor) -> Q:
    return Q(learner_id=actor.person_id)


def own_children(actor: Actor) -> Q:
    return Q(learner_id__in=people.children_of(actor))


def learners_taught(actor: Actor) -> Q:
    return Q(learner_id__in=relations.learners_taught(actor))


def own_schools(actor: Actor) -> Q:
    return Q(school_id__in=people.schools_of(actor))


def own_groups(actor: Actor) -> Q:
    return Q(id__in=relations.groups_of([actor.person_id]))


def childrens_groups(actor: Actor) -> Q:
    return Q(id__in=relations.groups_of(people.children_of(actor)))


def groups_taught(actor: Actor) -> Q:
    return Q(id__in=relations.groups_taught(actor))


POLICY: Final = Policy(
    "enrolment",
    [
        may(Role.LEARNER, Permission.LEARNER, within=oneself),
        may(Role.LEARNER, Permission.GROUP, within=own_groups),
        may(Role.GUARDIAN, Permission.LEARNER, within=own_children),
        may(Role.GUARDIAN, Permission.GROUP, within=childrens_groups),
        may(Role.TEACHER, Permission.LEARNER, within=learners_taught),
        may(Role.TEACHER, Permission.GROUP, Permission.MEMBERS, within=groups_taught),
        may(Role.SPECIAL_NEEDS_TEACHER, Permission.LEARNER, within=learners_taught),
        may(Role.SPECIAL_NEEDS_TEACHER, Permission.GROUP, Permission.MEMBERS, within=groups_taught),
        may(
            Role.PRINCIPAL,
            Permission.LEARNER,
            Permission.GROUP,
            Permission.MEMBERS,
            Permission.CHANGE,
            within=own_schools,
        ),
        may(
            Role.SECRETARY,
            Permission.LEARNER,
            Permission.GROUP,
            Permission.MEMBERS,
            Permission.CHANGE,
            Permission.ENROL,
            within=own_schools,
        ),
        may(
            Role.OPERATOR,
            Permission.LEARNER,
            Permission.GROUP,
            Permission.MEMBERS,
            Permission.CHANGE,
            Permission.ENROL,
            within=everyone,
        ),
    ],
)
