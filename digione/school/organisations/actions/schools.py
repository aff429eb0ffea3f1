"""Opening, changing and closing a school by hand."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import F

from digione.foundation.access import Actor
from digione.foundation.language import LocalizedText
from digione.foundation.outbox import announcing
from digione.school.organisations import events, models, rules
from digione.school.organisations.policy import POLICY, Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolNames:
    """What people see of a school; `code` is the national school code, if it has one."""

    names: LocalizedText
    language: str = "fi"
    code: str = ""
    forms: tuple[str, ...] = (models.FormOfEducation.BASIC,)

    def __post_init__(self) -> None:
        if self.code:
            rules.check_school_code(self.code)


@transaction.atomic
def open_school(actor: Actor, *, facts: SchoolNames, opened_on: datetime.date | None) -> UUID:
    school = models.School.objects.create(
        names=facts.names,
        language=facts.language,
        code=facts.code,
        forms=list(facts.forms),
        opened_on=opened_on,
    )
    POLICY.require(actor, Permission.CHANGE, school)
    announcing.announce(events.SchoolChanged(school.id))
    return school.id


@transaction.atomic
def change_school(actor: Actor, *, school_id: UUID, facts: SchoolNames, version: int) -> UUID:
    """`version` is the one that was read: a change in between is refused."""
    values: dict[str, object] = {
        "names": facts.names,
        "language": facts.language,
        "code": facts.code,
        "forms": list(facts.forms),
    }
    return _change(actor, school_id, version, values)


@transaction.atomic
def close_school(actor: Actor, *, school_id: UUID, closed_on: datetime.date, version: int) -> UUID:
    """From `closed_on` the school is on no list of schools; its past stays."""
    return _change(actor, school_id, version, {"closed_on": closed_on})


def _change(actor: Actor, school_id: UUID, version: int, values: dict[str, object]) -> UUID:
    POLICY.find(actor, Permission.CHANGE, models.School.objects.all(), id=school_id)
    schools = models.School.objects.filter(id=school_id, version=version)
    if not schools.update(**values, version=F("version") + 1):
        raise rules.ChangedMeanwhile(school_id)
    announcing.announce(events.SchoolChanged(school_id))
    return school_id
