"""A morning at school for the tests of this room: Minna teaches 7B mathematics at 8.15."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from uuid import UUID

from django.test import Client

from digione.foundation import clock
from digione.foundation.access import Actor, Role
from digione.foundation.identity.models import Account, Tenant
from digione.foundation.identity.standing import PROVED
from digione.foundation.identity.ties import Term, tie
from digione.foundation.language import LocalizedText
from digione.foundation.tenancy import current_tenant
from digione.school.attendance import models
from digione.school.curriculum import testing as curriculum
from digione.school.enrolment import testing as enrolment
from digione.school.organisations import testing as organisations
from digione.school.people import testing as people
from digione.school.timetable import testing as timetable

MONDAY = datetime.date(2026, 11, 23)
MORNING = datetime.datetime.combine(MONDAY, datetime.time(8, 20), clock.HELSINKI)
SLUG, TENANT = "koivula", 7


@dataclass(frozen=True, slots=True)
class Morning:
    school: UUID
    year: UUID
    class_7b: UUID
    lesson: UUID
    plan: UUID
    subject: UUID
    minna: UUID
    jari: UUID
    tuula: UUID
    family: people.Family
    others: tuple[UUID, ...] = field(default=())

    @property
    def teacher(self) -> Actor:
        return people.actor_of(self.minna, Role.TEACHER)

    @property
    def principal(self) -> Actor:
        return people.actor_of(self.jari, Role.PRINCIPAL)


def a_morning(*, others: int = 0) -> Morning:
    """Class 7B with Aino, Eetu and `others` more; time should be held at `MORNING`."""
    school, year = organisations.school(), organisations.school_year()
    class_7b = enrolment.group(school_id=school, school_year_id=year)
    minna, family = people.a_teacher(school), people.a_family()
    more = tuple(people.a_person(f"Oppilas {n:02}", "Virtanen") for n in range(others))
    for learner in (family.aino, family.eetu, *more):
        enrolment.study_right(learner, school)
        enrolment.member(class_7b, learner)
    enrolment.teacher(class_7b, minna)
    plan, subject = timetable.plan(school), curriculum.subject()
    lesson = timetable.lesson(
        plan,
        subject_id=subject,
        groups=[class_7b],
        teachers=[minna],
        room_id=timetable.room(school),
    )
    return Morning(
        school=school,
        year=year,
        class_7b=class_7b,
        lesson=lesson,
        plan=plan,
        subject=subject,
        minna=minna,
        jari=people.a_principal(school),
        tuula=people.a_secretary(school),
        family=family,
        others=more,
    )


def a_colleague(morning: Morning) -> Actor:
    """Åsa Nyberg, who teaches the same lesson with Minna."""
    asa = people.an_employee("Åsa", "Nyberg", role=Role.TEACHER, school_id=morning.school)
    timetable.also_teaches(morning.lesson, asa)
    return people.actor_of(asa, Role.TEACHER)


def told(learner_id: UUID, by: UUID, *, until: str = "", at: str = "07:12") -> None:
    """The home reports the learner away from 8 o'clock until `until`, or for the whole day."""

    def moment(time: str) -> datetime.datetime:
        return datetime.datetime.combine(MONDAY, datetime.time.fromisoformat(time), clock.HELSINKI)

    models.AbsenceReport.objects.create(
        learner_id=learner_id,
        reported_by_id=by,
        reported_at=moment(at),
        starts_at=moment("08:00"),
        ends_at=moment(until) if until else moment("00:00") + datetime.timedelta(days=1),
        absence_class="illness",
    )


def signed_in(person_id: UUID, *roles: Role, language: str = "fi") -> Client:
    """A browser in which this person is signed in to the municipality of the test."""
    slug = SLUG if current_tenant() == TENANT else "havsnas"
    names = LocalizedText(fi=slug.title())
    Tenant.objects.get_or_create(id=current_tenant(), defaults={"slug": slug, "names": names})
    account = Account.objects.create_user(f"{person_id}@example.fi")
    term = Term(starts_on=datetime.date(2020, 8, 1))
    for role in roles:
        tie(account.id, tenant_id=current_tenant(), person_id=person_id, role=role, term=term)
    browser = Client(headers={"accept-language": language})
    browser.force_login(account)
    session = browser.session
    session[PROVED] = True
    session.save()
    return browser


def address(morning: Morning, *, tail: str = "", day: datetime.date = MONDAY) -> str:
    return f"/{SLUG}/lessons/{morning.lesson}/{day}{tail}"
