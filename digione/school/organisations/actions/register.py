"""Writing down what the national register says, and nothing where it says the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import F

from digione.foundation.access import Actor
from digione.foundation.outbox import announcing
from digione.school.organisations import events, models
from digione.school.organisations.policy import POLICY, Permission
from digione.school.organisations.ports import (
    ProviderFacts,
    RegisterFacts,
    SchoolFacts,
    UnitFacts,
)

_SOURCE: Final = "organisaatiopalvelu"


@transaction.atomic
def put_register(actor: Actor, *, facts: RegisterFacts) -> None:
    """Puts the given provider, schools and units as they are; what is not given stays."""
    if facts.provider:
        _put_provider(actor, facts.provider)
    for school_id in _put_schools(actor, facts.schools.values()):
        announcing.announce(events.SchoolChanged(school_id))
    _put_units(actor, facts.units.values())


def _put_provider(actor: Actor, facts: ProviderFacts) -> None:
    provider, _ = models.Provider.objects.update_or_create(defaults=asdict(facts))
    POLICY.require(actor, Permission.IMPORT, provider)


def _put_schools(actor: Actor, schools: Iterable[SchoolFacts]) -> list[UUID]:
    given = {facts.oid: {**asdict(facts), "forms": list(facts.forms)} for facts in schools}
    known = models.School.objects.filter(oid__in=given)
    mine = POLICY.visible(actor, Permission.IMPORT, known)
    ids = dict(mine.values_list("oid", "id"))
    for oid, school_id in ids.items():
        _change(models.School, school_id, given[str(oid)])
    fresh = [
        models.School(source=_SOURCE, **values) for oid, values in given.items() if oid not in ids
    ]
    models.School.objects.bulk_create(fresh)
    if fresh:
        POLICY.require(actor, Permission.IMPORT, fresh[0])
    return [*ids.values(), *(school.id for school in fresh)]


def _put_units(actor: Actor, units: Iterable[UnitFacts]) -> None:
    given = {facts.oid: asdict(facts) for facts in units}
    parents = [values["school_oid"] for values in given.values()]
    schools = dict(models.School.objects.filter(oid__in=parents).values_list("oid", "id"))
    for values in given.values():
        values["school_id"] = schools[values.pop("school_oid")]
    known = models.Unit.objects.filter(oid__in=given)
    mine = POLICY.visible(actor, Permission.IMPORT, known)
    ids = dict(mine.values_list("oid", "id"))
    for oid, unit_id in ids.items():
        _change(models.Unit, unit_id, given[str(oid)])
    fresh = [models.Unit(**values) for oid, values in given.items() if oid not in ids]
    models.Unit.objects.bulk_create(fresh)


def _change(model: type[models.School | models.Unit], row_id: UUID, values: dict[str, Any]) -> None:
    model.objects.filter(id=row_id).update(**values, version=F("version") + 1)
