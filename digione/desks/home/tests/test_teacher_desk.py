"""The teacher's start page, as a browser meets it at 9.20 on a Monday."""

from __future__ import annotations

import datetime
import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from digione.foundation.access import Role, acting
from digione.foundation.identity.testing import an_account, tied
from digione.foundation.tenancy import inside
from digione.school.attendance.public import take_register
from digione.school.people import testing as people
from digione.school.timetable import testing as timetable
from digione.school.timetable.public import ChangeKind

from .town import DAY, HAVSNAS, KOIVULA, School, Town, browser, signed_in

LAST_WEEK = DAY - datetime.timedelta(days=7)


def minna(school: School, language: str = "en") -> Client:
    return signed_in(school.minna, Role.TEACHER, tenant_id=school.tenant_id, language=language)


def text(client: Client) -> str:
    answer = client.get("/")
    assert answer.status_code == 200, answer
    return re.sub(r"\s+", " ", answer.content.decode())


def taken(school: School, day: datetime.date) -> None:
    """Minna has taken both registers of a day."""
    with inside(school.tenant_id):
        actor = people.actor_of(school.minna, Role.TEACHER)
        with acting(actor):
            for lesson in (school.maths, school.history):
                take_register(actor, lesson_id=lesson, day=day)


def test_the_lesson_that_is_on_has_one_button(town: Town) -> None:
    page = text(minna(town.koivula))
    assert "Now 9:15–10:00" in page
    assert "7B · Historia" in page
    assert page.count("Mark the register") == 1
    assert f"/koivula/lessons/{town.koivula.history}/{DAY}" in page


def test_a_lesson_that_is_over_and_open_says_so(town: Town) -> None:
    assert "Not marked</span>" in text(minna(town.koivula))
    taken(town.koivula, DAY)
    page = text(minna(town.havsnas))
    assert "Not marked</span>" in page


def test_registers_left_open_last_week_wait_here_and_nowhere_else(town: Town) -> None:
    page = text(minna(town.koivula))
    assert page.count("Mark now") == 2
    taken(town.koivula, LAST_WEEK)
    with inside(KOIVULA):
        people.an_employee("Petri", "Lindholm", role=Role.TEACHER)
    again = an_account("again@example.fi")
    tied(again, town.koivula.minna, Role.TEACHER, tenant_id=KOIVULA)
    assert "Everything is marked" in text(browser(again))


def test_cancelled_and_substituted_lessons_are_told_apart(town: Town) -> None:
    school = town.koivula
    with inside(KOIVULA):
        petri = people.an_employee("Petri", "Lindholm", role=Role.TEACHER)
        timetable.change(school.maths, DAY, ChangeKind.CANCELLED, by=school.jari)
        timetable.change(
            school.history, DAY, ChangeKind.SUBSTITUTE, by=school.jari, teacher_id=petri
        )
    own = text(minna(school))
    assert "Cancelled</span>" in own
    assert "Substitute: Petri Lindholm" in own
    assert "Mark the register" not in own
    theirs = text(signed_in(petri, Role.TEACHER))
    assert "7B · Historia" in theirs
    assert "Mark the register" in theirs
    assert "Matematiikka" not in theirs


def test_a_teacher_in_two_municipalities_has_one_day(town: Town) -> None:
    account = an_account("minna.lahtinen@example.fi")
    tied(account, town.koivula.minna, Role.TEACHER, tenant_id=KOIVULA)
    tied(account, town.havsnas.minna, Role.TEACHER, tenant_id=HAVSNAS)
    client = browser(account)
    page = text(client)
    assert f"/koivula/lessons/{town.koivula.history}/{DAY}" in page
    assert f"/havsnas/lessons/{town.havsnas.history}/{DAY}" in page
    assert "Havsnäs skola · Havsnas" in page
    with CaptureQueriesContext(connection) as asked:
        client.get("/")
    statements = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
    assert len(statements) <= 10


def test_the_number_of_reported_learners_names_nobody(town: Town) -> None:
    client = browser(town.sanna)
    told = {"learners": town.aino, "when": "today", "absence_class": "illness"}
    assert client.post("/koivula/absences/new", told).status_code == 303
    page = text(minna(town.koivula))
    assert "1 of today's learners has been reported away" in page.replace("&#39;", "'")
    assert "Aino" not in page


def test_the_desk_speaks_finnish_and_swedish(town: Town) -> None:
    assert "Merkitse läsnäolot" in text(minna(town.koivula, "fi"))
    assert "Anteckna närvaron" in text(minna(town.havsnas, "sv"))
