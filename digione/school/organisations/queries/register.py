"""What stands here in the shape of the national register, to be compared with it."""

from __future__ import annotations

from digione.foundation.access import Actor
from digione.school.organisations import models
from digione.school.organisations.policy import POLICY, Permission
from digione.school.organisations.ports import (
    ProviderFacts,
    RegisterFacts,
    SchoolFacts,
    UnitFacts,
)


def register_facts(actor: Actor) -> RegisterFacts:
    """The provider, and its schools and units that have an OID."""
    schools = POLICY.visible(actor, Permission.IMPORT, models.School.objects.all())
    units = POLICY.visible(actor, Permission.IMPORT, models.Unit.objects.all())
    return RegisterFacts(
        provider=_provider(actor),
        schools={str(s.oid): _school(s) for s in schools.filter(oid__isnull=False)},
        units={
            str(u.oid): _unit(u) for u in units.filter(oid__isnull=False).select_related("school")
        },
    )


def _provider(actor: Actor) -> ProviderFacts | None:
    providers = POLICY.visible(actor, Permission.IMPORT, models.Provider.objects.all())
    found = providers.first()
    if found is None:
        return None
    return ProviderFacts(
        oid=found.oid or "",
        names=dict(found.names),
        business_id=found.business_id,
        municipality_code=found.municipality_code,
    )


def _school(school: models.School) -> SchoolFacts:
    return SchoolFacts(
        oid=str(school.oid),
        names=dict(school.names),
        code=school.code,
        language=school.language,
        kind=school.kind,
        forms=tuple(school.forms),
        opened_on=school.opened_on,
        closed_on=school.closed_on,
    )


def _unit(unit: models.Unit) -> UnitFacts:
    return UnitFacts(
        oid=str(unit.oid),
        school_oid=unit.school.oid or "",
        names=dict(unit.names),
        code=unit.code,
        opened_on=unit.opened_on,
        closed_on=unit.closed_on,
    )
