"""Which staff may know where a protected learner is: those who teach or lead them today."""

from __future__ import annotations

import datetime
from uuid import UUID

import pytest
from psycopg.types.range import DateRange

from digione.foundation import clock
from digione.foundation.access import Role, acting
from digione.school.enrolment import models
from digione.school.organisations import testing as organisations
from digione.school.people import public as people
from digione.school.people import testing

SINCE = datetime.date(2020, 8, 1)


@pytest.fixture
def school(tenant: int) -> UUID:
    return organisations.school()


@pytest.fixture
def lilja(school: UUID) -> UUID:
    """Protected, and a learner of the school."""
    learner: UUID = testing.a_protected_family().lilja
    models.StudyRight.objects.create(
        learner_id=learner, school_id=school, form="basic", span=DateRange(SINCE, None)
    )
    return learner


def taught(teacher_id: UUID, learner_id: UUID, school: UUID, until: datetime.date | None) -> None:
    year = organisations.school_year()
    group = models.Group.objects.create(
        school_id=school, school_year_id=year, kind="class", name="4B"
    )
    span = DateRange(SINCE, None)
    models.Membership.objects.create(group=group, learner_id=learner_id, span=span)
    models.GroupTeacher.objects.create(
        group=group, teacher_id=teacher_id, duty="teaches", span=DateRange(SINCE, until)
    )


def knows(person_id: UUID, role: Role, learner_id: UUID) -> bool:
    with acting(testing.actor_of(person_id, role)) as actor:
        return not people.hidden_places(actor, [learner_id])


def test_a_teacher_of_the_group_knows_the_place_today_and_not_after(
    school: UUID, lilja: UUID
) -> None:
    minna = testing.a_teacher(school)
    assert not knows(minna, Role.TEACHER, lilja)
    taught(minna, lilja, school, until=clock.today() + datetime.timedelta(days=1))
    assert knows(minna, Role.TEACHER, lilja)
    models.GroupTeacher.objects.update(span=DateRange(SINCE, clock.today()))
    assert not knows(minna, Role.TEACHER, lilja)


def test_the_teacher_as_a_guardian_of_others_knows_nothing_of_it(school: UUID, lilja: UUID) -> None:
    minna = testing.a_teacher(school)
    taught(minna, lilja, school, until=None)
    assert not knows(minna, Role.GUARDIAN, lilja)


def test_the_learners_principal_knows_the_place_and_another_schools_does_not(
    school: UUID, lilja: UUID
) -> None:
    assert knows(testing.a_principal(school), Role.PRINCIPAL, lilja)
    assert not knows(testing.a_principal(organisations.school("Merituuli")), Role.PRINCIPAL, lilja)


@pytest.mark.parametrize(
    "role", [Role.SECRETARY, Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER, Role.OPERATOR]
)
def test_offices_know_no_protected_place(school: UUID, lilja: UUID, role: Role) -> None:
    assert not knows(testing.a_secretary(school), role, lilja)


def test_the_secretary_reaches_guardians_but_no_protected_home(school: UUID, lilja: UUID) -> None:
    secretary, family = testing.a_secretary(school), testing.a_family()
    models.StudyRight.objects.create(
        learner_id=family.aino, school_id=school, form="basic", span=DateRange(SINCE, None)
    )
    testing.a_contact_point(family.sanna, "phone", "0401234567")
    testing.a_contact_point(lilja, "phone", "0407654321")
    with acting(testing.actor_of(secretary, Role.SECRETARY)) as tuula:
        seen = people.guardians_of(tuula, [family.aino, lilja])
        reached = people.contact_points_of(tuula, [family.sanna, lilja])
    assert {row.learner_id for row in seen} == {family.aino, lilja}
    assert set(reached) == {family.sanna}
