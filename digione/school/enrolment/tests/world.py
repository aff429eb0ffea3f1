"""A small school for the tests of this room: Aino in class 7B, whom Minna teaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from digione.foundation.access import Actor, Role
from digione.school.enrolment import testing
from digione.school.enrolment.models import GroupDuty
from digione.school.organisations import testing as organisations
from digione.school.people import testing as people

TENANT = 7


def person(call_name: str, family_name: str = "Korhonen", **facts: Any) -> UUID:
    return people.a_person(call_name, family_name, **facts)


def guards(guardian: UUID, learner: UUID, **facts: Any) -> None:
    people.a_guardianship(guardian, learner, **facts)


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
    minna, jari = people.a_teacher(school), people.a_principal(school)
    tuula = people.a_secretary(school)
    class_7b = testing.group(school_id=school, school_year_id=year)
    testing.study_right(aino, school)
    testing.member(class_7b, aino)
    testing.teacher(class_7b, minna, duty=GroupDuty.HOMEROOM)
    guards(sanna, aino)
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
