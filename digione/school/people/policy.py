"""Who may see and change persons. Relations of teaching come from the rooms above this one."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from django.db.models import Q

from digione.foundation import clock
from digione.foundation.access import STAFF, Actor, Policy, Role, everyone, may

from . import models, relations, rules


class Permission(StrEnum):
    """All are asked of persons; `GUARDIANS` of the learner, `GUARD` too."""

    VIEW = "people.person:view"
    CONTACT = "people.contact:view"
    GUARDIANS = "people.guardians:view"
    DEEDS = "people.deeds:view"
    CHANGE = "people.person:change"
    CHANGE_CONTACT = "people.contact:change"
    PROTECT = "people.protection:change"
    GUARD = "people.guardianship:change"
    INVITE = "people.invitation:change"
    EMPLOY = "people.employment:change"


def oneself(actor: Actor) -> Q:
    return Q(id=actor.person_id)


def oneself_from_fifteen(actor: Actor) -> Q:
    born = rules.latest_birth(rules.OWN_DEEDS, clock.today())
    return oneself(actor) & Q(birth_date__lte=born)


def own_children(actor: Actor) -> Q:
    """Children whose matters the guardian may know today."""
    return Q(id__in=relations.children_of(actor))


def own_staff(actor: Actor) -> Q:
    """Those employed today at the schools that the actor leads or serves."""
    staff = models.Employment.objects.filter(
        school_id__in=relations.schools_of(actor), span__contains=clock.today()
    )
    return Q(id__in=staff.values("person_id"))


def learners_entrusted(actor: Actor) -> Q:
    """Learners whom the actor teaches, leads or serves today, as the rooms above know it."""
    reach = Q(id__in=[])
    for learners in relations.entrusted_to.of(actor):
        reach |= Q(id__in=learners)
    return reach


def homes_entrusted(actor: Actor) -> Q:
    """Those learners and their guardians of today."""
    reach = Q(learner_id__in=[])
    for learners in relations.entrusted_to.of(actor):
        reach |= Q(learner_id__in=learners)
    guarded = models.Guardianship.objects.filter(reach, span__contains=clock.today())
    return learners_entrusted(actor) | Q(id__in=guarded.values("guardian_id"))


_OFFICE: Final = (
    Permission.VIEW,
    Permission.CONTACT,
    Permission.GUARDIANS,
    Permission.CHANGE,
    Permission.CHANGE_CONTACT,
    Permission.PROTECT,
    Permission.GUARD,
    Permission.INVITE,
    Permission.EMPLOY,
)
_SCHOOL_STAFF: Final = (Role.TEACHER, Role.SPECIAL_NEEDS_TEACHER, Role.PRINCIPAL, Role.SECRETARY)

POLICY: Final = Policy(
    "people",
    [
        *(
            may(
                role,
                Permission.VIEW,
                Permission.CONTACT,
                Permission.CHANGE_CONTACT,
                within=oneself,
            )
            for role in (Role.LEARNER, Role.GUARDIAN, *sorted(STAFF))
        ),
        may(Role.LEARNER, Permission.DEEDS, within=oneself_from_fifteen),
        may(Role.GUARDIAN, Permission.DEEDS, within=oneself),
        may(
            Role.GUARDIAN,
            Permission.VIEW,
            Permission.GUARDIANS,
            Permission.DEEDS,
            within=own_children,
        ),
        *(
            may(role, Permission.VIEW, Permission.CONTACT, within=homes_entrusted)
            for role in _SCHOOL_STAFF
        ),
        *(may(role, Permission.GUARDIANS, within=learners_entrusted) for role in _SCHOOL_STAFF),
        may(Role.PRINCIPAL, Permission.VIEW, within=own_staff),
        may(Role.SECRETARY, Permission.VIEW, within=own_staff),
        may(Role.ADMINISTRATOR, *_OFFICE, within=everyone),
        may(Role.DATA_PROTECTION_OFFICER, Permission.VIEW, Permission.DEEDS, within=everyone),
        may(Role.OPERATOR, *_OFFICE, within=everyone),
    ],
)
