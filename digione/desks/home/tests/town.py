"""Two municipalities on a Monday morning, for the tests of the desk."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.test import Client

from digione.foundation import clock
from digione.foundation.access import Role
from digione.foundation.identity.models import Account
from digione.foundation.identity.standing import PROVED
from digione.foundation.identity.testing import a_municipality, an_account, tied
from digione.foundation.tenancy import inside
from digione.school.curriculum import testing as curriculum
from digione.school.enrolment import testing as enrolment
from digione.school.organisations import testing as organisations
from digione.school.people import testing as people
from digione.school.timetable import testing as timetable

MONDAY: Final = datetime.datetime(2026, 11, 23, 9, 20, tzinfo=clock.HELSINKI)
DAY: Final = MONDAY.date()
KOIVULA, HAVSNAS = 7, 8


@dataclass(frozen=True, slots=True)
class School:
    """A school with class 7B, mathematics at 8.15 and history at 9.15, and its staff."""

    tenant_id: int
    school_id: UUID
    group_id: UUID
    maths: UUID
    history: UUID
    minna: UUID
    jari: UUID
    tuula: UUID


@dataclass(frozen=True, slots=True)
class Town:
    """Aino studies in Koivula and Eetu in Havsnäs; Sanna Korhonen is the guardian of both."""

    koivula: School
    havsnas: School
    aino: UUID
    eetu: UUID
    sanna: Account
    sanna_in_koivula: UUID
    sanna_in_havsnas: UUID


def a_school(tenant_id: int, name: str) -> School:
    school_id, year = organisations.school(name), organisations.school_year()
    minna = people.a_teacher(school_id)
    group_id = enrolment.group(school_id=school_id, school_year_id=year)
    enrolment.teacher(group_id, minna)
    plan, room = timetable.plan(school_id), timetable.room(school_id)
    maths, history = (
        timetable.lesson(
            plan,
            subject_id=curriculum.subject(subject, code=code),
            groups=[group_id],
            teachers=[minna],
            at=(DAY, time),
            room_id=room,
        )
        for code, subject, time in (
            ("MA", "Matematiikka", "08:15"),
            ("HI", "Historia", "09:15"),
        )
    )
    return School(
        tenant_id,
        school_id,
        group_id,
        maths,
        history,
        minna,
        people.a_principal(school_id),
        people.a_secretary(school_id),
    )


def studies(school: School, learner_id: UUID) -> UUID:
    enrolment.study_right(learner_id, school.school_id)
    enrolment.member(school.group_id, learner_id)
    return learner_id


def a_town() -> Town:
    """To be called while the clock is held at MONDAY."""
    a_municipality(KOIVULA, "koivula")
    a_municipality(HAVSNAS, "havsnas")
    sanna = an_account()
    schools, children, guardians = [], [], []
    for tenant_id, name, child in (
        (KOIVULA, "Männikön koulu", "Aino"),
        (HAVSNAS, "Havsnäs skola", "Eetu"),
    ):
        with inside(tenant_id):
            schools.append(a_school(tenant_id, name))
            children.append(studies(schools[-1], people.a_person(child)))
            guardians.append(people.a_person("Sanna"))
            people.a_guardianship(guardians[-1], children[-1])
        tied(sanna, guardians[-1], Role.GUARDIAN, tenant_id=tenant_id)
    return Town(
        koivula=schools[0],
        havsnas=schools[1],
        aino=children[0],
        eetu=children[1],
        sanna=sanna,
        sanna_in_koivula=guardians[0],
        sanna_in_havsnas=guardians[1],
    )


def signed_in(
    person_id: UUID, *roles: Role, tenant_id: int = KOIVULA, language: str = "en"
) -> Client:
    """A browser in which this person is signed in."""
    account = an_account(f"{person_id}@example.fi")
    for role in roles:
        tied(account, person_id, role, tenant_id=tenant_id)
    return browser(account, language=language)


def browser(account: Account, *, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(account)
    session = client.session
    session[PROVED] = True
    session.save()
    return client


@contextmanager
def the_morning() -> Iterator[Town]:
    with clock.held(MONDAY):
        yield a_town()
