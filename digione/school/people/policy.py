"""Who may see and change persons. Relations of teaching live in the rooms above this one."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from django.db.models import Q

from digione.foundation.access import STAFF, Actor, Policy, Role, everyone, may

from . import models, relations


class Permission(StrEnum):
    VIEW = "people.person:view"
    CONTACT = "people.contact:view"
    DEEDS = "people.deeds:view"
    CHANGE = "people.person:change"
    PROTECT = "people.protection:change"
    GUARD = "people.guardianship:change"
    INVITE = "people.invitation:change"
    EMPLOY = "people.employment:change"


def oneself(actor: Actor) -> Q:
    return Q(id=actor.person_id)


def own_children(actor: Actor) -> Q:
    """Children whose matters the guardian may know today."""
    return Q(id__in=relations.children_of(actor))


def own_staff(actor: Actor) -> Q:
    """Those employed at the schools that the actor leads or serves."""
    staff = models.Employment.objects.filter(school_id__in=relations.schools_of(actor))
    return Q(id__in=staff.values("person_id"))


POLICY: Final = Policy(
    "people",
    [
        *(
            may(role, Permission.VIEW, Permission.CONTACT, within=oneself)
            for role in (Role.LEARNER, Role.GUARDIAN, *sorted(STAFF))
        ),
        may(Role.LEARNER, Permission.DEEDS, within=oneself),
        may(Role.GUARDIAN, Permission.DEEDS, within=oneself),
        may(Role.GUARDIAN, Permission.VIEW, Permission.DEEDS, within=own_children),
        may(Role.PRINCIPAL, Permission.VIEW, within=own_staff),
        may(Role.SECRETARY, Permission.VIEW, within=own_staff),
        may(
            Role.ADMINISTRATOR,
            Permission.VIEW,
            Permission.CHANGE,
            Permission.PROTECT,
            Permission.GUARD,
            Permission.INVITE,
            Permission.EMPLOY,
            within=everyone,
        ),
        may(Role.DATA_PROTECTION_OFFICER, Permission.VIEW, Permission.DEEDS, within=everyone),
        may(
            Role.OPERATOR,
            Permission.VIEW,
            Permission.CHANGE,
            Permission.PROTECT,
            Permission.GUARD,
            Permission.INVITE,
            Permission.EMPLOY,
            within=everyone,
        ),
    ],
)
