"""The group page as those around the group meet it."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client

from digione.foundation.access import Role
from digione.foundation.identity import testing as identity
from digione.foundation.identity.standing import PROVED
from digione.foundation.tenancy import inside
from digione.school.enrolment import models, testing

from . import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def koivula(db: None) -> world.School:
    identity.a_municipality()
    with inside(world.TENANT):
        return world.a_school()


def signed_in(client: Client, person_id: UUID, *roles: Role) -> Client:
    account = identity.an_account(f"{person_id}@example.fi")
    for role in roles:
        identity.tied(account, person_id, role)
    client.force_login(account)
    session = client.session
    session[PROVED] = True
    session.save()
    return client


def address(group_id: UUID, more: str = "") -> str:
    return f"/koivula/groups/{group_id}{more}"


def test_staff_see_the_class_list_and_who_teaches(client: Client, koivula: world.School) -> None:
    tuula = signed_in(client, koivula.tuula.person_id, Role.SECRETARY)
    page = tuula.get(address(koivula.class_7b)).content.decode()
    for text in ("7B", "Korhonen", "Aino", "Minna Lahtinen", "Change the name"):
        assert text in page


def test_a_guardian_sees_the_teachers_and_no_list(client: Client, koivula: world.School) -> None:
    sanna = signed_in(client, koivula.sanna.person_id, Role.GUARDIAN)
    page = sanna.get(address(koivula.class_7b)).content.decode()
    assert "Minna Lahtinen" in page
    assert "Aino" not in page
    assert "Change the name" not in page


def test_a_protected_learner_is_not_on_the_office_list(
    client: Client, koivula: world.School
) -> None:
    with inside(world.TENANT):
        testing.member(koivula.class_7b, world.person("Lilja", "Salo", protected=True))
    tuula = signed_in(client, koivula.tuula.person_id, Role.SECRETARY)
    page = tuula.get(address(koivula.class_7b)).content.decode()
    assert "Lilja" not in page
    assert "1 learner" in page


def test_a_name_is_changed_once_and_a_stale_page_is_told(
    client: Client, koivula: world.School
) -> None:
    tuula = signed_in(client, koivula.tuula.person_id, Role.SECRETARY)
    change = {"name": "7C", "version": "1"}
    answer = tuula.post(address(koivula.class_7b, "/name"), {**change, "once": "1" * 32})
    assert answer.status_code == 303
    answer = tuula.post(address(koivula.class_7b, "/name"), {**change, "once": "2" * 32})
    assert answer.status_code == 422
    assert "Somebody else has changed the group" in answer.content.decode()
    with inside(world.TENANT):
        assert models.Group.objects.get(id=koivula.class_7b).name == "7C"


def test_a_name_must_be_there_and_a_teacher_may_not_change_it(
    client: Client, koivula: world.School
) -> None:
    tuula = signed_in(client, koivula.tuula.person_id, Role.SECRETARY)
    empty = {"name": " ", "version": "1", "once": "3" * 32}
    assert tuula.post(address(koivula.class_7b, "/name"), empty).status_code == 422
    lost = tuula.post(address(koivula.class_7b, "/name"), {"name": "7C", "once": "5" * 32})
    assert "A part of the page was missing when it was sent." in lost.content.decode()
    minna = signed_in(Client(), koivula.minna.person_id, Role.TEACHER)
    change = {"name": "7C", "version": "1", "once": "4" * 32}
    assert minna.post(address(koivula.class_7b, "/name"), change).status_code == 403
