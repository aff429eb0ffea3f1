"""A hidden place: the school, class and room of a protected family, and who is there besides."""

from __future__ import annotations

import datetime
from typing import Final
from uuid import UUID

from digione.foundation.access import Role
from digione.foundation.identity.testing import an_account, tied
from digione.foundation.tenancy import inside
from digione.school.attendance import models as attendance
from digione.school.attendance import testing as attendance_testing
from digione.school.curriculum import testing as curriculum_testing
from digione.school.enrolment import testing as enrolment_testing
from digione.school.organisations import models as organisations
from digione.school.organisations import testing as organisations_testing
from digione.school.people import models as people
from digione.school.people import testing as people_testing
from digione.school.timetable import testing as timetable_testing
from tests.matrix.cast import KOIVULA
from tests.matrix.world import LAST_WEEK, MONDAY, TODAY, World, sign_in

PIILO: Final = "piilo"
# Unlike any word of the pages, and with letters that every encoding writes in its own way.
SCHOOL: Final = "Kätköq & Piiloq"
CLASS: Final = "Q7ä & Hq"
ROOM: Final = "Lymyq & Ö9"
TOPIC: Final = "Aihäq & salaq"
HOMEWORK: Final = "Läksyq & jemmaq"
PLACE: Final = (SCHOOL, CLASS, ROOM, TOPIC, HOMEWORK)

# Who is protected or lives with somebody who is: call name, family name, roles.
HIDDEN: Final = {
    "lilja": ("Liljaq", "Suojaqsalo", (Role.LEARNER,)),
    "onni": ("Onnqi", "Suojaqsalo", (Role.LEARNER,)),
    "anna": ("Annaqe", "Suojaqsalo", (Role.GUARDIAN,)),
    "salla": ("Sallaqo", "Suojaqope", (Role.TEACHER,)),
}
BESIDE: Final = {
    "ville": ("Ville", "Etäsalo", (Role.GUARDIAN,)),  # of Lilja, who does not live with him
    "pulmu": ("Pulmu", "Luokkaniemi", (Role.LEARNER,)),  # of the same class
    "paavo": ("Paavo", "Luokkaniemi", (Role.GUARDIAN,)),  # Pulmu lives with him
    "pekka": ("Pekka", "Muualla", (Role.GUARDIAN,)),  # and not with him
    "tessa": ("Tessa", "Opettaja", (Role.TEACHER,)),
    "pirjo": ("Pirjo", "Johtaja", (Role.PRINCIPAL,)),
    "seela": ("Seela", "Sihteeri", (Role.SECRETARY,)),
}
_AT_SCHOOL: Final = ("salla", "tessa", "pirjo", "seela")
_GUARDIANS: Final = (
    ("anna", "lilja", True),
    ("anna", "onni", True),
    ("ville", "lilja", False),
    ("paavo", "pulmu", True),
    ("pekka", "pulmu", False),
)


def contacts(key: str) -> dict[str, str]:
    return {
        "home": f"{key}kuja & ä 7q, 00900 Q-lä",
        "phone": f"+358 40 77{len(key)}{sum(map(ord, key))}77",
        "email": f"{key}.salaq+ä@example.fi",
    }


CONTACTS: Final = tuple(value for key in HIDDEN for value in contacts(key).values())
NAMES: Final = tuple(name for call, family, _ in HIDDEN.values() for name in (call, family))


def add_place(world: World) -> World:
    """To be called while the clock is held at MONDAY."""
    with inside(KOIVULA):
        _people(world)
        _school(world)
    for key, (_call, _family, roles) in {**HIDDEN, **BESIDE}.items():
        world.accounts[key] = an_account(f"{key}@konto.example.fi")
        for role in roles:
            tied(world.accounts[key], world.person(key), role, tenant_id=KOIVULA)
        sign_in(world, key)
    return world


def _people(world: World) -> None:
    school = organisations_testing.school(SCHOOL)
    world.add("school", PIILO, KOIVULA, school)
    for key, (call, family, roles) in {**HIDDEN, **BESIDE}.items():
        facts = {"protected": key == "lilja", "birth_date": datetime.date(2014, 3, 8)}
        if key in _AT_SCHOOL:
            made = people_testing.an_employee(call, family, role=roles[0], school_id=school)
            people.Person.objects.filter(id=made).update(protected=key == "salla")
        else:
            made = people_testing.a_person(call, family, **facts)
        world.add("person", key, KOIVULA, made)
        world.families[key] = family
        for kind, value in contacts(key).items():
            people_testing.a_contact_point(made, kind, value)
    for guardian, learner, lives_with in _GUARDIANS:
        people_testing.a_guardianship(
            world.person(guardian), world.person(learner), lives_with=lives_with
        )


def _school(world: World) -> None:
    """Everybody of the place meets in one class and one lesson, which Tessa and Salla hold."""
    school = world.id("school", PIILO)
    year = organisations.SchoolYear.objects.get().id
    group = enrolment_testing.group(CLASS, school_id=school, school_year_id=year)
    tessa, salla = world.person("tessa"), world.person("salla")
    for teacher in (tessa, salla):
        enrolment_testing.teacher(group, teacher)
    lesson = timetable_testing.lesson(
        timetable_testing.plan(school),
        subject_id=curriculum_testing.subject("Kätköoppi", code="KÄ"),
        groups=[group],
        teachers=[tessa, salla],
        at=(TODAY, "09:15"),
        room_id=timetable_testing.room(school, ROOM),
    )
    for day in (TODAY, LAST_WEEK):
        attendance_testing.taken(lesson, by=salla, day=day, homework=HOMEWORK)
    attendance.Register.objects.filter(lesson_id=lesson).update(topic=TOPIC)
    world.add("register", f"{PIILO}_today", KOIVULA, lesson, TODAY)
    world.add("group", PIILO, KOIVULA, group)
    for learner in ("lilja", "onni", "pulmu"):
        learner_id = world.person(learner)
        enrolment_testing.study_right(learner_id, school)
        enrolment_testing.member(group, learner_id)
        attendance_testing.missed(lesson, learner_id, by=salla)
        attendance_testing.reacted(learner_id, by=salla)
        world.reports[learner] = _report(learner, world)
        for kind in ("learner", "mark", "report"):
            world.add(kind, learner, KOIVULA, learner_id)


def _report(learner: str, world: World) -> UUID:
    tomorrow = MONDAY.replace(hour=0, minute=0) + datetime.timedelta(days=1)
    return attendance.AbsenceReport.objects.create(
        learner_id=world.person(learner),
        reported_by_id=world.person("salla"),
        reported_at=MONDAY,
        starts_at=tomorrow,
        ends_at=tomorrow + datetime.timedelta(days=1),
        absence_class="illness",
    ).id
