"""A small school for the tests of this room: Aino in class 7B, whom Minna teaches."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from psycopg.types.range import DateRange

from digione.foundation.access import Actor, Role
from digione.foundation.language import sort_key
from digione.school.enrolment import testing
from digione.school.enrolment.models import GroupDuty
from digione.school.organisations import testing as organisations

TENANT = 7
SINCE = datetime.date(2020, 8, 1)


def person(call_name: str, family_name: str = "Korhonen", **facts: object) -> UUID:
    made = apps.get_model("people", "Person").objects.create(
        given_names=call_name,
        call_name=call_name,
        family_name=family_name,
        sort_key=sort_key(family_name, call_name),
        **facts,
    )
    found: UUID = made.id
    return found


def guards(guardian: UUID, learner: UUID, **facts: object) -> None:
    apps.get_model("people", "Guardianship").objects.create(
        guardian_id=guardian,
        learner_id=learner,
        kind="joint",
        **{"span": DateRange(SINCE, None), **facts},
    )


def employed(who: UUID, role: Role, school_id: UUID | None) -> None:
    apps.get_model("people", "Employment").objects.create(
        person_id=who, role=role, school_id=school_id, span=DateRange(SINCE, None)
    )


def as_role(who: UUID, *roles: Role) -> Actor:
    return Actor(TENANT, who, frozenset(roles))


@dataclass(frozen=True, slots=True)
class School:
    school: UUID
    year: UUID
    class_7b: UUID
    aino: UUID
    sanna: Actor
    minna: Actor
    jari: Actor
    tuula: Actor


def a_school() -> School:
    school, year = organisations.school(), organisations.school_year()
    aino, sanna = person("Aino"), person("Sanna")
    minna, jari, tuula = person("Minna", "Lahtinen"), person("Jari"), person("Tuula", "Heino")
    class_7b = testing.group(school_id=school, school_year_id=year)
    testing.study_right(aino, school)
    testing.member(class_7b, aino)
    testing.teacher(class_7b, minna, duty=GroupDuty.HOMEROOM)
    guards(sanna, aino)
    employed(minna, Role.TEACHER, school)
    employed(jari, Role.PRINCIPAL, school)
    employed(tuula, Role.SECRETARY, school)
    return School(
        school,
        year,
        class_7b,
        aino,
        as_role(sanna, Role.GUARDIAN),
        as_role(minna, Role.TEACHER),
        as_role(jari, Role.PRINCIPAL),
        as_role(tuula, Role.SECRETARY),
    )
