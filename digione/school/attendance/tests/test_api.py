"""The register as programs read and write it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from digione.foundation.access import Role, acting
from digione.foundation.identity.standing import PROVED
from digione.school.attendance import models
from digione.school.attendance.actions.registering import take_register
from digione.school.attendance.rules.registering import Mark
from digione.school.people import testing as people

from .world import MONDAY, Morning, a_colleague, a_morning, signed_in, told

pytestmark = pytest.mark.usefixtures("tenant", "at_school")


def address(morning: Morning, tail: str = "") -> str:
    return f"/koivula/api/v1/attendance/registers/{morning.lesson}/{MONDAY}{tail}"


def sent(client: Client, morning: Morning, *marks: dict[str, Any], key: str = "k1") -> Any:
    said = [{**mark, "learner_id": str(mark["learner_id"])} for mark in marks]
    return client.post(
        address(morning, "/marks"),
        {"marks": said},
        content_type="application/json",
        headers={"Idempotency-Key": key} if key else {},
    )


def test_a_register_is_read_with_marks_and_reports_and_no_reason() -> None:
    morning = a_morning()
    told(morning.family.eetu, morning.family.sanna)
    answer = signed_in(morning.minna, Role.TEACHER).get(address(morning))
    assert answer.status_code == 200
    learners = {one["learner_id"]: one for one in answer.json()["learners"]}
    assert learners[str(morning.family.eetu)]["status"] == "absent"
    assert learners[str(morning.family.eetu)]["reported"]
    assert "illness" not in answer.content.decode()


def test_marks_are_written_once_however_often_they_are_sent() -> None:
    morning = a_morning()
    client = signed_in(morning.minna, Role.TEACHER)
    mark = {"learner_id": morning.family.eetu, "status": "late", "minutes": 6}
    first = sent(client, morning, mark)
    assert (first.status_code, models.Mark.objects.get().minutes_late) == (200, 6)
    models.Mark.objects.all().delete()
    again = sent(client, morning, mark)
    assert (again.status_code, again.content) == (200, first.content)
    assert models.Mark.objects.count() == 0


def test_without_a_key_nothing_is_written() -> None:
    morning = a_morning()
    answer = sent(signed_in(morning.minna, Role.TEACHER), morning, key="")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert models.Register.objects.count() == 0


@pytest.mark.parametrize("mark", [{"status": "asleep"}, {"status": "late", "minutes": 999}, {}])
def test_a_mark_that_does_not_fit_is_a_problem(mark: dict[str, Any]) -> None:
    morning = a_morning()
    client = signed_in(morning.minna, Role.TEACHER)
    answer = sent(client, morning, {"learner_id": morning.family.eetu, **mark})
    assert (answer.status_code, answer.json()["status"]) == (422, 422)
    assert models.Register.objects.count() == 0


@pytest.mark.parametrize(
    ("body", "status"),
    [({"form": "data"}, 415), ({"data": "{", "content_type": "application/json"}, 400)],
)
def test_what_is_no_json_is_a_problem(body: dict[str, Any], status: int) -> None:
    morning = a_morning()
    client = signed_in(morning.minna, Role.TEACHER)
    answer = client.post(
        address(morning, "/marks"),
        **({"data": body} if "form" in body else body),
        headers={"Idempotency-Key": "once"},
    )
    assert (answer.status_code, answer.json()["status"]) == (status, status)


def test_somebody_elses_newer_mark_is_a_conflict_that_names_the_learner() -> None:
    morning = a_morning()
    asa, eetu = a_colleague(morning), morning.family.eetu
    with acting(asa):
        take_register(
            asa,
            lesson_id=morning.lesson,
            day=MONDAY,
            marks=[Mark(learner_id=eetu, status="absent")],
        )
    mark = {"learner_id": eetu, "status": "late", "seen": "present"}
    answer = sent(signed_in(morning.minna, Role.TEACHER), morning, mark)
    assert (answer.status_code, answer.json()["learners"]) == (409, [str(eetu)])


@pytest.mark.parametrize("role", [Role.TEACHER, Role.GUARDIAN, Role.SECRETARY])
def test_strangers_are_refused_as_on_the_page(role: Role) -> None:
    morning = a_morning()
    stranger: UUID = people.a_person("Petri", "Lindholm")
    client = signed_in(stranger, role)
    expected = 404 if role == Role.TEACHER else 403
    assert client.get(address(morning)).status_code == expected
    assert sent(client, morning).status_code == expected


@pytest.mark.parametrize(
    ("language", "title", "detail"),
    [
        ("fi", "Et ole kirjautunut", "Kirjaudu"),
        ("sv", "Du är inte inloggad", "Logga in"),
        ("en", "Not signed in", "Sign in"),
    ],
)
def test_without_a_session_nobody_is_sent_to_a_page(language: str, title: str, detail: str) -> None:
    morning = a_morning()
    client = Client(headers={"accept-language": language})
    for answer in (client.get(address(morning)), sent(client, morning)):
        assert (answer.status_code, answer.json()["status"]) == (401, 401)
        assert answer.headers["Content-Type"].startswith("application/problem+json")
        assert answer.headers["WWW-Authenticate"].startswith("Cookie ")
        assert answer.json()["title"] == title
        assert detail in answer.json()["detail"]
        assert "no-store" in answer.headers["Cache-Control"]


def test_a_session_without_its_second_factor_is_no_session() -> None:
    morning = a_morning()
    client = signed_in(morning.minna, Role.TEACHER)
    session = client.session
    del session[PROVED]
    session.save()
    answer = client.get(address(morning))
    assert (answer.status_code, answer.json()["status"]) == (401, 401)


def test_addresses_that_are_not_there_answer_with_problems_too() -> None:
    morning = a_morning()
    client = signed_in(morning.minna, Role.TEACHER)
    for missing in ("/koivula/api/v1/nothing", address(morning).replace("koivula", "havsnas")):
        answer = client.get(missing)
        assert (answer.status_code, answer.json()["status"]) == (404, 404)
    answer = client.delete(address(morning))
    assert (answer.status_code, answer.json()["status"]) == (405, 405)


def test_a_form_of_another_site_is_forbidden_with_a_problem() -> None:
    morning = a_morning()
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in(morning.minna, Role.TEACHER).cookies
    answer = sent(client, morning)
    assert (answer.status_code, answer.json()["status"]) == (403, 403)
    assert models.Register.objects.count() == 0


def test_why_a_mark_is_refused_is_told_in_the_readers_language() -> None:
    morning = a_morning()
    client = signed_in(morning.minna, Role.TEACHER, language="sv")
    mark = {"learner_id": morning.family.eetu, "status": "late", "minutes": 999}
    assert "1–180" in sent(client, morning, mark).json()["detail"]


def test_a_key_used_for_something_else_is_a_problem() -> None:
    morning = a_morning()
    client = signed_in(morning.minna, Role.TEACHER)
    sent(client, morning)
    answer = sent(client, morning, {"learner_id": morning.family.eetu, "status": "absent"})
    assert (answer.status_code, answer.json()["status"]) == (422, 422)
    assert "lomake" in answer.json()["detail"].lower()
