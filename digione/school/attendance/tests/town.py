"""A school morning that the tests of this room speak about."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from digione.foundation import clock
from digione.foundation.access import Actor, Role
from digione.school.curriculum import testing as curriculum
from digione.school.enrolment import testing as enrolment
from digione.school.organisations import testing as organisations
from digione.school.people import testing as people
from digione.school.people.testing import Family, actor_of
from digione.school.timetable import testing as timetable

MONDAY: Final = datetime.datetime(2026, 11, 23, 9, 20, tzinfo=clock.HELSINKI)
DAY: Final = MONDAY.date()


@dataclass(frozen=True, slots=True)
class Morning:
    """Aino and Eetu Korhonen in class 7B: mathematics at 8.15, history at 9.15, music at 10.15."""

    family: Family
    school_id: UUID
    group_id: UUID
    maths: UUID
    history: UUID
    music: UUID
    minna: UUID
    jari: UUID
    tuula: UUID

    @property
    def sanna(self) -> Actor:
        return actor_of(self.family.sanna, Role.GUARDIAN)

    @property
    def mikko(self) -> Actor:
        return actor_of(self.family.mikko, Role.GUARDIAN)

    @property
    def principal(self) -> Actor:
        return actor_of(self.jari, Role.PRINCIPAL)

    @property
    def secretary(self) -> Actor:
        return actor_of(self.tuula, Role.SECRETARY)

    @property
    def teacher(self) -> Actor:
        return actor_of(self.minna, Role.TEACHER)


def a_morning() -> Morning:
    """To be called while the clock is held at MONDAY, inside a municipality."""
    school_id = organisations.school()
    year = organisations.school_year()
    family = people.a_family()
    minna, jari = people.a_teacher(school_id), people.a_principal(school_id)
    tuula = people.a_secretary(school_id)
    group_id = enrolment.group(school_id=school_id, school_year_id=year)
    enrolment.teacher(group_id, minna)
    for learner in (family.aino, family.eetu):
        enrolment.study_right(learner, school_id)
        enrolment.member(group_id, learner)
    plan = timetable.plan(school_id)
    room = timetable.room(school_id)
    maths, history, music = [
        timetable.lesson(
            plan,
            subject_id=curriculum.subject(name, code=code),
            groups=[group_id],
            teachers=[minna],
            at=(DAY, time),
            room_id=room,
        )
        for code, name, time in (
            ("MA", "Matematiikka", "08:15"),
            ("HI", "Historia", "09:15"),
            ("MU", "Musiikki", "10:15"),
        )
    ]
    return Morning(
        family, school_id, group_id, maths, history, music, minna=minna, jari=jari, tuula=tuula
    )
