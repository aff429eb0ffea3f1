"""Who learns and teaches in which group today, as sub-selects that cost no query of their own."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from digione.foundation import clock
from digione.foundation.access import Actor, Role
from digione.school.people import public as people

from . import models


def groups_taught(actor: Actor) -> QuerySet[models.GroupTeacher, UUID]:
    """Groups that the actor teaches or is the class teacher of today."""
    duties = models.GroupTeacher.objects.filter(
        teacher_id=actor.person_id, span__contains=clock.today()
    )
    return duties.values_list("group_id", flat=True)


@people.entrusted_to(Role.TEACHER, Role.SPECIAL_NEEDS_TEACHER)
@people.know_places(Role.TEACHER, Role.SPECIAL_NEEDS_TEACHER)
def learners_taught(actor: Actor) -> QuerySet[models.Membership, UUID]:
    """Members today of the groups that the actor teaches today."""
    return learners_in(groups_taught(actor))


def learners_in(groups: Iterable[UUID]) -> QuerySet[models.Membership, UUID]:
    memberships = models.Membership.objects.filter(
        group_id__in=groups, span__contains=clock.today()
    )
    return memberships.values_list("learner_id", flat=True)


def groups_of(learners: Iterable[UUID | None]) -> QuerySet[models.Membership, UUID]:
    """Groups that the learners (ids or a sub-select of ids) are members of today."""
    memberships = models.Membership.objects.filter(
        learner_id__in=learners, span__contains=clock.today()
    )
    return memberships.values_list("group_id", flat=True)


def learners_of_schools(schools: Iterable[UUID | None]) -> QuerySet[models.StudyRight, UUID]:
    """Those with a study right today at the schools (ids or a sub-select of ids)."""
    rights = models.StudyRight.objects.filter(school_id__in=schools, span__contains=clock.today())
    return rights.values_list("learner_id", flat=True)


@people.entrusted_to(Role.PRINCIPAL)
@people.know_places(Role.PRINCIPAL)
def learners_led(actor: Actor) -> QuerySet[models.StudyRight, UUID]:
    """Learners of the schools that the actor is the principal of today."""
    return learners_of_schools(people.schools_of(actor, Role.PRINCIPAL))


@people.entrusted_to(Role.SECRETARY)
def learners_served(actor: Actor) -> QuerySet[models.StudyRight, UUID]:
    """Learners of the schools whose secretary the actor is; their protected places stay hidden."""
    return learners_of_schools(people.schools_of(actor, Role.SECRETARY))
