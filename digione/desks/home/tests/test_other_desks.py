"""The desks of the school, the learner and all others; the learner's page; the search."""

from __future__ import annotations

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from digione.foundation import clock
from digione.foundation.access import Role
from digione.foundation.tenancy import inside
from digione.school.attendance.testing import missed, taken
from digione.school.enrolment import testing as enrolment
from digione.school.organisations import testing as organisations
from digione.school.people import testing as people
from digione.school.timetable import testing as timetable
from digione.school.timetable.public import ChangeKind

from .test_guardian_desk import statements, text
from .town import DAY, KOIVULA, MONDAY, Town, browser, signed_in, studies


def principal(town: Town) -> Client:
    return signed_in(town.koivula.jari, Role.PRINCIPAL)


def test_the_principal_sees_unexplained_absences_and_open_lessons_without_a_tap(
    town: Town,
) -> None:
    with inside(KOIVULA):
        missed(town.koivula.maths, town.aino, by=town.koivula.minna)
        taken(town.koivula.maths, by=town.koivula.minna)
    with clock.held(MONDAY.replace(minute=30)):
        page = text(principal(town))
    assert "Aino Korhonen" in page
    assert "8:15 Matematiikka" in page
    assert "Historia 7B" in page
    assert "No register yet" in page
    assert "1 / 2" in page


def test_a_lesson_that_has_just_begun_is_not_open_yet(town: Town) -> None:
    with clock.held(MONDAY.replace(minute=29)):
        page = text(principal(town))
    assert "Historia 7B" not in page
    assert "0 / 2" in page


def test_an_explained_absence_needs_no_follow_up(town: Town) -> None:
    with inside(KOIVULA):
        missed(town.koivula.maths, town.aino, by=town.koivula.minna, told="illness")
    page = text(principal(town))
    assert "Aino Korhonen" not in page
    assert "Every absence has a reason" in page


def test_a_lesson_whose_teacher_is_away_is_open_before_it_begins(town: Town) -> None:
    with inside(KOIVULA):
        timetable.change(town.koivula.history, DAY, ChangeKind.SUBSTITUTE, by=town.koivula.jari)
    with clock.held(MONDAY.replace(hour=7)):
        page = text(principal(town))
    assert "No teacher" in page
    assert "No substitute" in page
    assert "Minna Lahtinen" in page


def test_a_cancelled_lesson_is_not_open(town: Town) -> None:
    with inside(KOIVULA):
        for lesson in (town.koivula.maths, town.koivula.history):
            timetable.change(lesson, DAY, ChangeKind.CANCELLED, by=town.koivula.jari)
    assert "No open lessons" in text(principal(town))


def test_calling_home_is_noted_with_who_and_when(town: Town) -> None:
    with inside(KOIVULA):
        missed(town.koivula.maths, town.aino, by=town.koivula.minna)
    client = principal(town)
    noted = {"learner": town.aino, "day": DAY.isoformat(), "kind": "called", "next": "/"}
    assert client.post("/koivula/absences/react", noted).status_code == 303
    assert "Called home, Jari Koskela 9:20" in text(client)


def test_another_schools_day_is_not_there(town: Town) -> None:
    client = principal(town)
    assert client.get(f"/koivula/schools/{town.koivula.school_id}/today").status_code == 200
    assert client.get(f"/koivula/schools/{town.havsnas.school_id}/today").status_code == 404
    with inside(KOIVULA):
        other = organisations.school("Toinen koulu")
    assert client.get(f"/koivula/schools/{other}/today").status_code == 404


@pytest.mark.parametrize(
    "role", [Role.GUARDIAN, Role.LEARNER, Role.TEACHER, Role.ADMINISTRATOR, Role.VENDOR]
)
def test_only_who_follows_up_sees_the_board(town: Town, role: Role) -> None:
    with inside(KOIVULA):
        somebody = people.a_person("Joku")
    client = signed_in(somebody, role)
    assert client.get(f"/koivula/schools/{town.koivula.school_id}/today").status_code == 403


def test_the_secretary_neither_sees_nor_counts_protected_learners(town: Town) -> None:
    with inside(KOIVULA):
        salo = people.a_protected_family()
        studies(town.koivula, salo.lilja)
        missed(town.koivula.maths, salo.lilja, by=town.koivula.minna)
    leading = text(principal(town))
    serving = text(signed_in(town.koivula.tuula, Role.SECRETARY))
    assert "Lilja Salo" in leading
    assert "2 learners" in leading
    assert "Lilja" not in serving
    assert "1 learner ·" in serving


def test_the_board_costs_no_more_than_twelve_statements(town: Town) -> None:
    with inside(KOIVULA):
        missed(town.koivula.maths, town.aino, by=town.koivula.minna)
    client = principal(town)
    text(client)
    with CaptureQueriesContext(connection) as asked:
        text(client)
    assert len(statements(asked)) <= 12, [q["sql"][:90] for q in statements(asked)]


def test_a_learner_sees_now_next_where_and_homework(town: Town) -> None:
    with inside(KOIVULA):
        taken(town.koivula.maths, by=town.koivula.minna, homework="s. 41, tehtävät 3–5")
    page = text(signed_in(town.aino, Role.LEARNER))
    assert "Historia" in page
    assert "B204" in page
    assert "s. 41, tehtävät 3–5" in page
    assert "absences/new" not in page


def test_a_learner_of_age_reports_for_themself(town: Town) -> None:
    with inside(KOIVULA):
        grown = people.a_person("Onni", birth_date=datetime.date(2008, 11, 23))
        studies(town.koivula, grown)
    client = signed_in(grown, Role.LEARNER)
    assert "absences/new" in text(client)
    sent = {"learners": grown, "when": "today", "absence_class": "illness"}
    assert client.post("/koivula/absences/new", sent).status_code == 303


def test_a_younger_learner_does_not(town: Town) -> None:
    client = signed_in(town.aino, Role.LEARNER)
    assert client.get("/koivula/absences/new").status_code == 404
    sent = {"learners": town.aino, "when": "today", "absence_class": "illness"}
    assert client.post("/koivula/absences/new", sent).status_code == 404


@pytest.mark.parametrize(
    "role",
    [
        Role.SPECIAL_NEEDS_TEACHER,
        Role.ADMINISTRATOR,
        Role.DATA_PROTECTION_OFFICER,
        Role.VENDOR,
        Role.PRINCIPAL,
        Role.SECRETARY,
        Role.LEARNER,
        Role.GUARDIAN,
    ],
)
def test_every_role_has_a_desk_that_says_something(town: Town, role: Role) -> None:
    with inside(KOIVULA):
        somebody = people.a_person("Joku")
    page = text(signed_in(somebody, role))
    assert 'class="empty card"' in page or 'class="card rows"' in page


def test_the_home_sees_the_week_and_the_absences_by_month(town: Town) -> None:
    with inside(KOIVULA):
        missed(town.koivula.maths, town.aino, by=town.koivula.minna, told="illness")
        earlier = DAY - datetime.timedelta(28)
        missed(town.koivula.maths, town.aino, by=town.koivula.minna, day=earlier)
    page = text(browser(town.sanna), f"/koivula/learners/{town.aino}")
    assert "Week 48" in page
    assert "November 2026: 1 lesson missed" in page
    assert "October 2026: 1 lesson missed" in page
    assert "<dt>Illness</dt><dd>1</dd>" in page
    assert "<dt>Without a reason</dt><dd>1</dd>" in page
    assert "Minna Lahtinen" in page


def test_a_teacher_sees_the_absences_of_their_own_lessons(town: Town) -> None:
    with inside(KOIVULA):
        missed(town.koivula.maths, town.aino, by=town.koivula.minna, told="illness")
        stranger = people.an_employee(
            "Toinen", "Opettaja", role=Role.TEACHER, school_id=town.koivula.school_id
        )
    address = f"/koivula/learners/{town.aino}"
    assert "1 lesson missed" in text(signed_in(town.koivula.minna, Role.TEACHER), address)
    assert signed_in(stranger, Role.TEACHER).get(address).status_code == 404


def test_a_week_far_away_is_not_there_and_a_bad_one_is_this_week(town: Town) -> None:
    client = browser(town.sanna)
    address = f"/koivula/learners/{town.aino}"
    assert "Week 48" in text(client, f"{address}?week=soon")
    assert client.get(f"{address}?week=1999-01-01").status_code == 404


def test_staff_find_learners_by_the_beginning_of_the_family_name(town: Town) -> None:
    client = principal(town)
    assert "Korhonen Aino" in text(client, "/koivula/search?q=korho")
    assert "Korhonen Aino" in text(client, "/koivula/search?q=Korhonen+ai")
    assert "Nothing found" in text(client, "/koivula/search?q=virtanen")
    (group,) = re.findall(r'href="(/koivula/groups/[^"]*)"', text(client, "/koivula/search?q=7b"))
    assert "7B" in text(client, group)


def test_what_a_search_finds_comes_in_pages(town: Town) -> None:
    with inside(KOIVULA):
        for number in range(30):
            studies(town.koivula, people.a_person(f"Oppilas {number:02}", "Ylitalo"))
    client = principal(town)
    first = text(client, "/koivula/search?q=ylitalo")
    assert "Ylitalo Oppilas 24" in first
    assert "Ylitalo Oppilas 25" not in first
    (address,) = [
        part.split('"')[0] for part in first.split('href="') if part.startswith("?q=ylitalo")
    ]
    second = text(client, "/koivula/search" + address.replace("&amp;", "&"))
    assert "Ylitalo Oppilas 25" in second
    assert "Ylitalo Oppilas 24" not in second


def test_a_search_finds_only_who_is_within_reach(town: Town) -> None:
    with inside(KOIVULA):
        elsewhere = people.a_person("Kaukana", "Korhonen")
        enrolment.study_right(elsewhere, organisations.school("Toinen koulu"))
        salo = people.a_protected_family()
        studies(town.koivula, salo.lilja)
    client = principal(town)
    assert "Kaukana" not in text(client, "/koivula/search?q=korhonen")
    assert "Lilja" in text(client, "/koivula/search?q=salo")
    secretary = signed_in(town.koivula.tuula, Role.SECRETARY)
    assert "Lilja" not in text(secretary, "/koivula/search?q=salo")


def test_homes_do_not_search(town: Town) -> None:
    assert browser(town.sanna).get("/koivula/search?q=korhonen").status_code == 403
    assert signed_in(town.aino, Role.LEARNER).get("/koivula/search?q=k").status_code == 403
    assert principal(town).get("/havsnas/search?q=korhonen").status_code == 404
