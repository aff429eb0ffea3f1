"""A school week for the tests of this room: class 7B, Minna's mathematics on Monday at 8.15."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from uuid import UUID

from digione.foundation import clock
from digione.foundation.access import Actor, Role
from digione.school.curriculum import testing as curriculum
from digione.school.enrolment import testing as enrolment
from digione.school.organisations import testing as organisations
from digione.school.people import testing as people
from digione.school.timetable import testing

MONDAY = datetime.date(2026, 11, 23)
MORNING = datetime.datetime.combine(MONDAY, datetime.time(8, 20), clock.HELSINKI)


@dataclass(frozen=True, slots=True)
class Week:
    school: UUID
    year: UUID
    class_7b: UUID
    plan: UUID
    maths: UUID
    history: UUID
    room: UUID
    aino: UUID
    teacher: Actor
    principal: Actor
    guardian: Actor
    learner: Actor


def a_week() -> Week:
    """Mathematics at 8.15 in B204, history at 9.15; time should be held at `MORNING`."""
    school, year = organisations.school(), organisations.school_year()
    class_7b, family = enrolment.group(school_id=school, school_year_id=year), people.a_family()
    enrolment.study_right(family.aino, school)
    enrolment.member(class_7b, family.aino)
    minna = people.a_teacher(school)
    enrolment.teacher(class_7b, minna)
    plan, room = testing.plan(school), testing.room(school)
    maths, history = (
        testing.lesson(
            plan,
            subject_id=curriculum.subject(name, code=code),
            groups=[class_7b],
            teachers=[minna],
            at=(MONDAY, time),
            room_id=room,
        )
        for name, code, time in (("Matematiikka", "MA", "08:15"), ("Historia", "HI", "09:15"))
    )
    return Week(
        school=school,
        year=year,
        class_7b=class_7b,
        plan=plan,
        maths=maths,
        history=history,
        room=room,
        aino=family.aino,
        teacher=people.actor_of(minna, Role.TEACHER),
        principal=people.actor_of(people.a_principal(school), Role.PRINCIPAL),
        guardian=people.actor_of(family.sanna, Role.GUARDIAN),
        learner=people.actor_of(family.aino, Role.LEARNER),
    )
