"""Puts the cast into two municipalities: three schools, their classes, a Monday morning."""

from __future__ import annotations

import datetime
import time
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import models
from django.test import Client
from psycopg.types.range import DateRange

from digione.foundation import clock
from digione.foundation.access import Actor, Role, operator
from digione.foundation.identity.models import Account
from digione.foundation.identity.standing import PROVED
from digione.foundation.identity.testing import SINCE, a_municipality, an_account
from digione.foundation.identity.ties import Term, tie
from digione.foundation.tenancy import inside, uuid7
from digione.school.attendance import models as attendance
from digione.school.attendance import testing as attendance_testing
from digione.school.curriculum import models as curriculum
from digione.school.curriculum import testing as curriculum_testing
from digione.school.enrolment import models as enrolment
from digione.school.enrolment import testing as enrolment_testing
from digione.school.organisations import models as organisations
from digione.school.organisations import testing as organisations_testing
from digione.school.people import models as people
from digione.school.people import testing as people_testing
from digione.school.timetable import models as timetable
from digione.school.timetable import testing as timetable_testing

from .cast import CAST, HAVSNAS, KOIVULA, NOBODY, SAME_ACCOUNT, SLUGS

MONDAY: Final = datetime.datetime(2026, 11, 23, 9, 20, tzinfo=clock.HELSINKI)
TODAY: Final = MONDAY.date()
LAST_WEEK: Final = TODAY - datetime.timedelta(days=7)
ENDED: Final = DateRange(SINCE, LAST_WEEK + datetime.timedelta(days=1))

# What a named thing is in the database: its table, and the columns that tell one from another.
KINDS: Final[dict[str, tuple[type[models.Model], tuple[str, ...]]]] = {
    "person": (people.Person, ("id",)),
    "learner": (enrolment.StudyRight, ("learner_id",)),
    "group": (enrolment.Group, ("id",)),
    "lesson": (timetable.Lesson, ("id",)),
    "register": (attendance.Register, ("lesson_id", "day")),
    "mark": (attendance.Mark, ("learner_id",)),
    "report": (attendance.AbsenceReport, ("learner_id",)),
    "plan": (timetable.Plan, ("id",)),
    "period": (timetable.DayPeriod, ("id",)),
    "room": (timetable.Room, ("id",)),
    "school": (organisations.School, ("id",)),
    "subject": (curriculum.Subject, ("id",)),
}
# class: school, learners, who teaches it, its lesson and when that is held
_CLASSES: Final = {
    "7b": ("mannikko", ("aino", "eetu", "vaino"), "minna", "maths"),
    "8c": ("mannikko", ("veeti",), "petri", "history"),
    "ena": ("mannikko", ("aino",), "outi", "english"),
    "1a": ("koulu", ("yusuf", "oona"), "asa", "art"),
    "1b": ("koulu", ("helmi",), "asa", "music"),
    "6a": ("skola", ("elsa",), "majken", "bild"),
}
_GUARDIANS: Final[dict[tuple[str, str], dict[str, Any]]] = {
    ("sanna", "aino"): {},
    ("sanna", "eetu"): {},
    ("mikko", "aino"): {"may_decide": False, "kind": "limited", "lives_with": False},
    ("niko", "aino"): {"may_know": False, "may_decide": False, "lives_with": False},
    ("kari", "aino"): {"span": ENDED},
    ("taina", "vaino"): {},
    ("taina", "veeti"): {},
    ("fatima", "yusuf"): {},
    ("petri", "oona"): {},
    ("sanna8", "elsa"): {},
}
SCHOOLS: Final = {
    "mannikko": (KOIVULA, "Männikön koulu"),
    "koulu": (KOIVULA, "Koivulan koulu"),
    "skola": (HAVSNAS, "Havsnäs skola"),
}


@dataclass(slots=True)
class World:
    """`things` are named within their kind: `things["learner"]["aino"]`."""

    things: dict[str, dict[str, tuple[Any, ...]]] = field(
        default_factory=lambda: {kind: {} for kind in KINDS}
    )
    tenants: dict[tuple[str, str], int] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    reports: dict[str, UUID] = field(default_factory=dict)
    families: dict[str, str] = field(default_factory=dict)

    def add(self, kind: str, name: str, tenant_id: int, *key: Any) -> None:
        self.things[kind][name] = key
        self.tenants[kind, name] = tenant_id

    def id(self, kind: str, name: str) -> UUID:
        found: UUID = self.things[kind][name][0]
        return found

    def person(self, name: str) -> UUID:
        return self.id("person", name)

    def actor(self, name: str) -> Actor:
        if name == "operator":
            return operator(KOIVULA, "operator:test")
        somebody = CAST[name]
        account = self.accounts[SAME_ACCOUNT.get(name, name)]
        return Actor(
            somebody.tenant_id, self.person(name), frozenset(somebody.roles), account_id=account.id
        )

    def browser(self, asker: str, language: str = "en") -> Client:
        """In which the asker is signed in; an answer of 500 is an answer."""
        client = Client(headers={"accept-language": language}, raise_request_exception=False)
        if asker != NOBODY:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[asker]
        return client


def a_world() -> World:
    """To be called while the clock is held at MONDAY."""
    world = World()
    for tenant_id, slug in SLUGS.items():
        a_municipality(tenant_id, slug)
        with inside(tenant_id):
            _fill(world, tenant_id)
    for key, somebody in CAST.items():
        account = world.accounts.setdefault(
            SAME_ACCOUNT.get(key, key), world.accounts.get(SAME_ACCOUNT.get(key, key)) or _new(key)
        )
        ended = TODAY - datetime.timedelta(days=1) if key == "olli" else None
        for role in somebody.roles:
            tie(
                account.id,
                tenant_id=somebody.tenant_id,
                person_id=world.person(key),
                role=role,
                term=Term(starts_on=SINCE, ends_on=ended),
            )
    for asker in world.accounts:
        sign_in(world, asker)
    return world


def _new(key: str) -> Account:
    return an_account(f"{key}@example.fi")


def sign_in(world: World, asker: str) -> None:
    client = Client()
    client.force_login(world.accounts[asker])
    session = client.session
    session.update({PROVED: True, "began": int(time.time()), "seen": int(time.time())})
    session.save()
    world.sessions[asker] = session.session_key or ""


def _fill(world: World, tenant_id: int) -> None:
    for key in _of(tenant_id):
        somebody = CAST[key]
        birth = datetime.date(somebody.born, 5, 14)
        made = people_testing.a_person(somebody.call_name, somebody.family_name, birth_date=birth)
        world.add("person", key, tenant_id, made)
    _guard(world, tenant_id)
    year = organisations_testing.school_year()
    for school, (of, name) in SCHOOLS.items():
        if of == tenant_id:
            _a_school(world, tenant_id, school, name, year)
    for key in _of(tenant_id):
        _employ(world, key)
    if tenant_id == KOIVULA:
        _exceptions(world)


def _of(tenant_id: int) -> list[str]:
    return [key for key, somebody in CAST.items() if somebody.tenant_id == tenant_id]


def _guard(world: World, tenant_id: int) -> None:
    for (guardian, learner), rights in _GUARDIANS.items():
        if CAST[guardian].tenant_id == tenant_id:
            people_testing.a_guardianship(world.person(guardian), world.person(learner), **rights)


def _a_school(world: World, tenant_id: int, school: str, name: str, year: UUID) -> None:
    school_id = organisations_testing.school(name)
    plan, room = timetable_testing.plan(school_id), timetable_testing.room(school_id, f"R-{school}")
    period = timetable.DayPeriod.objects.create(
        school_id=school_id, ordinal=1, starts_at="08:15", ends_at="09:00"
    )
    for kind, made in (("school", school_id), ("plan", plan), ("room", room)):
        world.add(kind, school, tenant_id, made)
    world.add("period", school, tenant_id, period.id)
    for group, (of, learners, teacher, lesson) in _CLASSES.items():
        if of == school:
            _a_class(world, (school, group, lesson), learners, teacher, year)


def _a_class(
    world: World, named: tuple[str, str, str], learners: tuple[str, ...], teacher: str, year: UUID
) -> None:
    school, group, lesson = named
    tenant_id, school_id = world.tenants["school", school], world.id("school", school)
    teacher_id = world.person(teacher)
    kind = enrolment.GroupKind.TEACHING if group == "ena" else enrolment.GroupKind.CLASS
    group_id = enrolment_testing.group(
        group.upper(), school_id=school_id, school_year_id=year, kind=kind
    )
    enrolment_testing.teacher(group_id, teacher_id)
    subject = curriculum_testing.subject(lesson.title(), code=lesson[:2].upper())
    lesson_id = timetable_testing.lesson(
        world.id("plan", school),
        subject_id=subject,
        groups=[group_id],
        teachers=[teacher_id],
        at=(TODAY, "10:15" if group == "ena" else "09:15"),
        room_id=world.id("room", school),
    )
    world.add("group", group, tenant_id, group_id)
    world.add("subject", lesson, tenant_id, subject)
    world.add("lesson", lesson, tenant_id, lesson_id)
    for day, when in ((TODAY, "today"), (LAST_WEEK, "last_week")):
        attendance_testing.taken(lesson_id, by=teacher_id, day=day, homework=f"Kotiin {lesson}")
        world.add("register", f"{lesson}_{when}", tenant_id, lesson_id, day)
    for learner in learners:
        enrolment_testing.member(group_id, world.person(learner))
        if group != "ena":
            _studies(world, learner, school_id, (lesson_id, teacher_id))


def _studies(world: World, learner: str, school_id: UUID, missed: tuple[UUID, UUID]) -> None:
    """A study right, an absence of today that nobody has explained, and a report of tomorrow."""
    tenant_id, learner_id = CAST[learner].tenant_id, world.person(learner)
    lesson_id, teacher_id = missed
    enrolment_testing.study_right(learner_id, school_id)
    attendance_testing.missed(lesson_id, learner_id, by=teacher_id)
    tomorrow = MONDAY.replace(hour=0, minute=0) + datetime.timedelta(days=1)
    report = attendance.AbsenceReport.objects.create(
        learner_id=learner_id,
        reported_by_id=learner_id,
        reported_at=MONDAY,
        starts_at=tomorrow,
        ends_at=tomorrow + datetime.timedelta(days=1),
        absence_class="illness",
    )
    world.reports[learner] = report.id
    for kind in ("learner", "mark", "report"):
        world.add(kind, learner, tenant_id, learner_id)


def _employ(world: World, key: str) -> None:
    somebody = CAST[key]
    for role, school in zip(somebody.roles, (somebody.school, somebody.second), strict=False):
        if school:
            people.Employment.objects.create(
                person_id=world.person(key),
                school_id=world.id("school", school),
                role=role,
                span=DateRange(SINCE, None),
            )


def _exceptions(world: World) -> None:
    """Who taught the class, holds a lesson today for another, helps elsewhere, or is on leave."""
    kalle, group_id = world.person("kalle"), world.id("group", "7b")
    enrolment.GroupTeacher.objects.create(
        group_id=group_id, teacher_id=kalle, duty=enrolment.GroupDuty.HOMEROOM, span=ENDED
    )
    old = timetable_testing.lesson(
        world.id("plan", "mannikko"),
        subject_id=world.id("subject", "maths"),
        groups=[group_id],
        teachers=[kalle],
        at=(TODAY, "12:15"),
    )
    timetable.Lesson.objects.filter(id=old).update(span=ENDED)
    world.add("lesson", "old_maths", KOIVULA, old)
    outi = world.person("outi")
    timetable_testing.also_teaches(world.id("lesson", "art"), outi)
    attendance_testing.missed(world.id("lesson", "english"), world.person("aino"), by=outi)
    timetable_testing.change(
        world.id("lesson", "history"),
        TODAY,
        timetable.ChangeKind.SUBSTITUTE,
        by=world.person("jari"),
        teacher_id=world.person("sari"),
    )
    for key, role in (("ritva", Role.PRINCIPAL), ("seija", Role.SECRETARY)):
        people.Employment.objects.create(
            person_id=world.person(key),
            school_id=world.id("school", "mannikko"),
            role=role,
            span=ENDED,
        )


def absent() -> UUID:
    """Of what is not there at all."""
    return uuid7()
