"""The guardian's start page, as a browser meets it."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from digione.foundation.access import Role
from digione.foundation.audit import reading
from digione.foundation.identity.testing import tied
from digione.foundation.tenancy import inside
from digione.school.attendance.testing import missed
from digione.school.people import testing as people

from .town import DAY, HAVSNAS, KOIVULA, Town, browser, signed_in, studies


def text(client: Client, address: str = "/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return re.sub(r"\s+", " ", answer.content.decode())


def test_children_of_all_municipalities_stand_on_one_page(town: Town) -> None:
    page = text(browser(town.sanna))
    assert "Hello, Sanna" in page or "Good morning, Sanna" in page
    assert "Aino Korhonen" in page
    assert "Männikön koulu, Koivula" in page
    assert "Eetu Korhonen" in page
    assert "Havsnäs skola, Havsnas" in page


def test_the_page_says_what_is_now_in_full_names(town: Town) -> None:
    page = text(browser(town.sanna))
    assert "Now 9:15–10:00" in page
    assert "<strong>Historia</strong>" in page


def test_a_child_is_a_filter(town: Town) -> None:
    page = text(browser(town.sanna), f"/?child={town.aino}")
    assert "Männikön koulu, Koivula" in page
    assert "Havsnäs skola" not in page


def test_an_unknown_child_filters_nothing(town: Town) -> None:
    page = text(browser(town.sanna), "/?child=nobody")
    assert "Havsnäs skola" in page


def test_one_tap_explains_and_one_more_takes_it_back(town: Town) -> None:
    with inside(HAVSNAS):
        missed(town.havsnas.maths, town.eetu, by=town.havsnas.minna)
    client = browser(town.sanna)
    assert "Eetu was not in the lesson Matematiikka" in text(client)
    told = {"learner": town.eetu, "day": DAY.isoformat(), "absence_class": "illness"}
    answer = client.post("/havsnas/absences/explain", told)
    assert (answer.status_code, answer["Location"]) == (303, "/")
    page = text(client)
    assert "1 absence explained" in page
    assert "was not in the lesson" not in page
    (undo,) = re.findall(r'action="(/havsnas/absences/take-back[^"]*)"', page)
    client.post(undo.replace("&amp;", "&"))
    assert "Eetu was not in the lesson Matematiikka" in text(client)


def test_a_report_is_two_taps_from_the_start_page(town: Town) -> None:
    client = browser(town.sanna)
    (address,) = re.findall(r'href="(/koivula/absences/new[^"]*)"', text(client))
    sheet = text(client, address)
    assert re.search(r'value="today"[^>]* checked', sheet)
    assert re.search(r'value="illness"[^>]* checked', sheet)
    assert re.search(rf'value="{town.aino}"[^>]* checked', sheet)
    answer = client.post(
        "/koivula/absences/new",
        {"learners": town.aino, "when": "today", "absence_class": "illness"},
    )
    assert answer.status_code == 303
    page = text(client)
    assert "Absence reported: Aino" in page
    (undo,) = re.findall(r'action="(/koivula/absences/withdraw[^"]*)"', page)
    client.post(undo)
    assert "Reported away" not in text(client)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"when": "days", "first": "2026-11-20", "last": "2026-11-23"}, "That day has passed"),
        ({"when": "days", "first": "2026-11-23", "last": "2027-01-23"}, "two weeks ahead"),
        ({"when": "days", "first": "2026-11-25", "last": "2026-11-24"}, "comes before"),
        ({"when": "days", "first": "31.31.2026", "last": ""}, "Enter a valid date"),
        ({"when": "part", "starts": "12:00", "ends": "10:00"}, "comes before"),
        ({"when": "part", "starts": "", "ends": ""}, "Something is missing"),
        ({"when": "lessons"}, "Something is missing"),
        ({"when": "lessons", "lessons": "01:00-02:00"}, "not one of the available"),
        ({"when": "never"}, "not one of the available"),
        ({"when": "today", "learners": []}, "Choose who is away"),
        ({"when": "today", "absence_class": "plague"}, "not one of the available"),
    ],
)
def test_bad_answers_are_told_where_they_stand(
    town: Town, sent: dict[str, object], said: str
) -> None:
    learner = {"learners": str(town.aino), "absence_class": "illness"}
    answer = browser(town.sanna).post("/koivula/absences/new", {**learner, **sent})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_chosen_lessons_are_reported(town: Town) -> None:
    client = browser(town.sanna)
    sent = {
        "learners": town.aino,
        "when": "lessons",
        "lessons": ["08:15-09:00"],
        "absence_class": "health_care",
    }
    assert client.post("/koivula/absences/new", sent).status_code == 303
    assert "8:15–9:00" in text(client)


def test_a_report_is_changed_on_its_own_page(town: Town) -> None:
    client = browser(town.sanna)
    sent = {"learners": town.aino, "when": "today", "absence_class": "illness"}
    client.post("/koivula/absences/new", sent)
    (address,) = set(re.findall(r'href="(/koivula/absences/[0-9a-f-]{36})"', text(client)))
    changed = {**sent, "version": "1", "when": "open"}
    assert client.post(address, changed).status_code == 303
    assert "until further notice" in text(client)
    assert client.post(address, changed).status_code == 409


def test_the_same_form_sent_twice_reports_once(town: Town) -> None:
    client = browser(town.sanna)
    sent = {"learners": town.aino, "when": "today", "absence_class": "illness", "once": "a-key"}
    first, second = (client.post("/koivula/absences/new", sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    page = text(client)
    assert page.count("Reported away") == 1


def test_the_right_to_know_brings_no_button(town: Town) -> None:
    with inside(KOIVULA):
        knowing = people.a_person("Tieto")
        people.a_guardianship(knowing, town.aino, may_decide=False)
        missed(town.koivula.maths, town.aino, by=town.koivula.minna)
    client = signed_in(knowing, Role.GUARDIAN)
    page = text(client)
    assert "Aino was not in the lesson Matematiikka" in page
    assert "/absences/explain" not in page
    assert "/absences/new" not in page
    assert client.get("/koivula/absences/new").status_code == 404
    told = {"learner": town.aino, "day": DAY.isoformat(), "absence_class": "illness"}
    assert client.post("/koivula/absences/explain", told).status_code == 404


def test_a_guardian_without_the_right_to_know_sees_no_child(town: Town) -> None:
    with inside(KOIVULA):
        unknowing = people.a_person("Ei")
        people.a_guardianship(unknowing, town.aino, may_know=False, may_decide=False)
    page = text(signed_in(unknowing, Role.GUARDIAN))
    assert "Aino" not in page
    assert "No children at school today" in page


def test_a_protected_place_stays_blank_for_the_guardian_elsewhere(town: Town) -> None:
    with inside(KOIVULA):
        salo = people.a_protected_family()
        studies(town.koivula, salo.lilja)
        missed(town.koivula.maths, salo.lilja, by=town.koivula.minna)
    at_home = text(signed_in(salo.anna, Role.GUARDIAN))
    assert "Männikön koulu" in at_home
    elsewhere = text(signed_in(salo.ville, Role.GUARDIAN))
    assert "Lilja Salo" in elsewhere
    for place in ("Männikön koulu", "· 7B", "Matematiikka", "Historia", "B204", "8:15"):
        assert place not in elsewhere


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in {Role.GUARDIAN, Role.OPERATOR}]
)
def test_a_stranger_in_any_other_role_sees_no_child(town: Town, role: Role) -> None:
    with inside(KOIVULA):
        stranger = people.a_person("Vieras", "Ventola")
    client = signed_in(stranger, role)
    assert "Aino" not in text(client)
    assert client.get(f"/koivula/learners/{town.aino}").status_code in {403, 404}
    told = {"learner": town.aino, "day": DAY.isoformat(), "absence_class": "illness"}
    assert client.post("/koivula/absences/explain", told).status_code in {403, 404}


def test_another_municipality_is_not_there(town: Town) -> None:
    with inside(KOIVULA):
        own = people.a_person("Oma")
    client = signed_in(own, Role.GUARDIAN)
    for address in ("absences/new", f"learners/{town.eetu}", "search?q=k"):
        assert client.get(f"/havsnas/{address}").status_code == 404


def test_the_desk_costs_no_more_than_twelve_statements(town: Town) -> None:
    with inside(HAVSNAS):
        missed(town.havsnas.maths, town.eetu, by=town.havsnas.minna)
    client = browser(town.sanna)
    text(client)
    with CaptureQueriesContext(connection) as asked:
        text(client)
    assert len(statements(asked)) <= 12, [q["sql"][:90] for q in statements(asked)]


def statements(asked: CaptureQueriesContext) -> list[dict[str, str]]:
    """Without the transaction's own."""
    control = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")
    return [q for q in asked.captured_queries if not q["sql"].startswith(control)]


def test_the_audit_names_each_child_in_its_municipality(town: Town) -> None:
    text(browser(town.sanna))
    with inside(KOIVULA):
        assert "attendance.day" in {deed.what for deed in reading.deeds_about(town.aino)}
    with inside(HAVSNAS):
        assert "attendance.day" in {deed.what for deed in reading.deeds_about(town.eetu)}


def test_a_teacher_who_is_a_guardian_changes_hats(town: Town) -> None:
    tied(town.sanna, town.koivula.minna, Role.TEACHER, tenant_id=KOIVULA)
    client = browser(town.sanna)
    assert "Aino Korhonen" not in text(client)
    answer = client.post("/hat", {"hat": "guardian"})
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert "Aino Korhonen" in text(client)
    client.post("/hat", {"hat": "principal:koivula"})
    assert "Aino Korhonen" in text(client)
