"""The chooser of demo people: there in the demo, on this computer, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

import pytest
from django.test import Client

from digione.foundation.access import Role
from digione.foundation.identity import testing
from digione.foundation.identity.models import Account
from digione.foundation.tenancy import uuid7

pytestmark = pytest.mark.django_db
TEACHER: Final = UUID(int=0xD)


@dataclass(frozen=True, slots=True)
class Named:
    account_id: UUID = TEACHER
    name: str = "Minna Lahtinen"
    about: str = "Teaches mathematics"
    ties: tuple[tuple[str, tuple[Role, ...]], ...] = field(
        default=(("koivula", (Role.TEACHER, Role.GUARDIAN)),)
    )


PEOPLE: Final = {"minna-lahtinen": Named()}


@pytest.fixture(autouse=True)
def minna(db: None, settings: Any) -> Account:
    settings.DEMO_PEOPLE = f"{__name__}.PEOPLE"
    testing.a_municipality()
    account = Account.objects.create(id=TEACHER, email="minna.lahtinen@posti.example")
    testing.tied(account, uuid7(), Role.TEACHER)
    return account


def test_the_chooser_shows_who_is_whom_and_where(client: Client) -> None:
    page = client.get("/demo/", headers={"accept-language": "en"}).content.decode()
    for text in ("Minna Lahtinen", "Teacher, Guardian", "Koivula"):
        assert text in page


def test_one_click_signs_a_teacher_in_past_the_second_factor(client: Client) -> None:
    assert client.post(f"/demo/{TEACHER}/").status_code == 303
    page = client.get("/account/sessions/", REMOTE_ADDR="127.0.0.1").content.decode()
    assert "127.0.0.1" in page


def test_a_link_alone_signs_nobody_in(client: Client) -> None:
    assert client.get(f"/demo/{TEACHER}/").status_code == 405


def test_an_account_that_is_not_of_the_demo_cannot_be_chosen(client: Client) -> None:
    real = testing.an_account()
    assert client.post(f"/demo/{real.id}/").status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"REMOTE_ADDR": "192.168.1.20"},
        {"REMOTE_ADDR": "not an address"},
        {"HTTP_X_FORWARDED_FOR": "203.0.113.9"},
        {"HTTP_HOST": "digione.example.fi"},
    ],
)
def test_nobody_is_signed_in_from_another_computer(
    client: Client, settings: Any, elsewhere: dict[str, str]
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    assert client.get("/demo/", **elsewhere).status_code == 404  # type: ignore[arg-type]
    assert client.post(f"/demo/{TEACHER}/", **elsewhere).status_code == 404  # type: ignore[arg-type]


def test_production_knows_no_chooser(client: Client, settings: Any) -> None:
    settings.DEMO = False
    assert client.get("/demo/").status_code == 404
    assert client.post(f"/demo/{TEACHER}/").status_code == 404
