"""How a guardian gets an account: invited by e-mail, once, and for a fortnight."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from digione.foundation import clock
from digione.foundation.access import Actor, NotYours, Role, acting
from digione.foundation.identity import testing as identity
from digione.foundation.identity.models import Account
from digione.foundation.identity.ties import ties_of
from digione.foundation.tenancy import inside
from digione.school.people import public as people
from digione.school.people import testing

pytestmark = pytest.mark.django_db
PHRASE = "four quiet reindeer walk"
EMAIL = "sanna.korhonen@example.fi"


@dataclass(frozen=True, slots=True)
class Invited:
    office: Actor
    family: testing.Family
    invitation: UUID
    link: str
    email: UUID


@pytest.fixture
def letters(mailoutbox: list[Any]) -> list[Any]:
    return mailoutbox


@pytest.fixture
def invited(letters: list[Any], django_capture_on_commit_callbacks: Any) -> Invited:
    identity.a_municipality()
    with inside(7):
        family = testing.a_family()
        email = testing.a_contact_point(family.sanna, "email", EMAIL)
        office = testing.an_administrator()
    with django_capture_on_commit_callbacks(execute=True), acting(office):
        invitation = people.invite_guardian(office, guardian_id=family.sanna)
    (link,) = [word for word in letters[-1].body.split() if "/invitation/" in word]
    return Invited(office, family, invitation, link[link.index("/invitation") :], email)


def roles(account: Account) -> set[Role]:
    return {tie.role for tie in ties_of(account.id)}


def test_the_e_mail_names_no_child_and_nobody(invited: Invited, letters: list[Any]) -> None:
    (letter,) = letters
    text = letter.subject + letter.body
    assert letter.to == [EMAIL]
    for name in ("Aino", "Eetu", "Sanna", "Korhonen"):
        assert name not in text


def test_the_invited_guardian_makes_an_account_and_is_in(invited: Invited, client: Client) -> None:
    assert client.get(invited.link).status_code == 200
    assert client.post(invited.link, {"password": PHRASE}).status_code == 302
    assert roles(Account.objects.get(email=EMAIL)) == {Role.GUARDIAN}
    assert client.get("/account/sessions/").status_code == 200


def test_a_poor_password_makes_no_account(invited: Invited, client: Client) -> None:
    assert client.post(invited.link, {"password": "password"}).status_code == 422
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fi", "Salasana on liian lyhyt. Kirjoita vähintään 12 merkkiä."),
        ("sv", "Lösenordet är för kort. Skriv minst 12 tecken."),
    ],
)
def test_what_a_password_lacks_is_told_in_the_readers_language(
    invited: Invited, language: str, said: str
) -> None:
    reader = Client(headers={"Accept-Language": language})
    page = reader.post(invited.link, {"password": "reindeer"}).content.decode()
    assert said in page


def test_an_invitation_works_once(invited: Invited, client: Client) -> None:
    client.post(invited.link, {"password": PHRASE})
    assert Client().get(invited.link).status_code == 410


def test_an_accepted_invitation_says_so_and_leads_on(invited: Invited, client: Client) -> None:
    client.post(invited.link, {"password": PHRASE})
    for reader, home in ((client, 'href="/"'), (Client(), 'href="/account/login/"')):
        answer = reader.get(invited.link, headers={"accept-language": "fi"})
        text = answer.content.decode()
        card = text[text.index("<h1>") :]
        assert answer.status_code == 410
        assert "Kutsu on jo hyväksytty" in card
        assert "Pyydä" not in card
        assert home in card


def test_somebody_with_an_account_signs_in_and_joins_it(invited: Invited, client: Client) -> None:
    account = identity.an_account(EMAIL, PHRASE)
    identity.a_municipality(8, "havsnas")
    identity.tied(account, invited.family.sanna, Role.GUARDIAN, tenant_id=8)
    assert "/account/login/" in client.get(invited.link)["Location"]
    client.post("/account/login/", {"login": EMAIL, "password": PHRASE})
    assert client.post(invited.link).status_code == 303
    assert {tie.slug for tie in ties_of(account.id)} == {"koivula", "havsnas"}


def test_a_withdrawn_invitation_is_over(invited: Invited, client: Client) -> None:
    with acting(invited.office):
        people.withdraw_invitation(invited.office, invited.invitation)
    assert client.get(invited.link).status_code == 410


def test_a_newer_invitation_takes_the_place_of_the_older(invited: Invited, client: Client) -> None:
    with acting(invited.office):
        people.invite_guardian(invited.office, guardian_id=invited.family.sanna)
    assert client.get(invited.link).status_code == 410


def test_an_invitation_is_over_after_a_fortnight(invited: Invited, client: Client) -> None:
    with clock.held(clock.now() + datetime.timedelta(days=14, minutes=1)):
        assert client.get(invited.link).status_code == 410


def test_a_guessed_code_and_a_foreign_municipality_open_nothing(
    invited: Invited, client: Client
) -> None:
    identity.a_municipality(8, "havsnas")
    assert client.get("/invitation/koivula/guessed/").status_code == 410
    assert client.get(invited.link.replace("koivula", "havsnas")).status_code == 410
    assert client.get(invited.link.replace("koivula", "nowhere")).status_code == 404


def test_nobody_without_an_e_mail_address_is_invited(invited: Invited) -> None:
    with acting(invited.office), pytest.raises(ValidationError):
        people.invite_guardian(invited.office, guardian_id=invited.family.mikko)


def test_a_learner_is_not_invited_as_a_guardian(invited: Invited) -> None:
    with acting(invited.office), pytest.raises(NotYours):
        people.invite_guardian(invited.office, guardian_id=invited.family.aino)


def test_an_employee_is_invited_into_their_role(
    invited: Invited, letters: list[Any], client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with acting(invited.office):
        oili = testing.an_employee("Oili", "Virtanen", role=Role.DATA_PROTECTION_OFFICER)
        testing.a_contact_point(oili, "email", "oili@example.fi")
    with django_capture_on_commit_callbacks(execute=True), acting(invited.office):
        people.invite_employee(invited.office, employee_id=oili)
    (link,) = [word for word in letters[-1].body.split() if "/invitation/" in word]
    client.post(link[link.index("/invitation") :], {"password": PHRASE})
    account = Account.objects.get(email="oili@example.fi")
    assert roles(account) == {Role.DATA_PROTECTION_OFFICER}
    assert client.get("/account/sessions/")["Location"] == "/account/security/"


def test_whoever_just_chose_a_password_sets_up_the_second_factor_without_giving_it_again(
    client: Client, invited: Invited
) -> None:
    client.post(invited.link, {"password": PHRASE})
    answer = client.get("/account/security/app/")
    assert answer.status_code == 200, answer.headers["Location"]


def test_an_invitation_finds_the_account_however_the_address_is_written(
    letters: list[Any], client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    identity.a_municipality()
    identity.an_account(EMAIL, PHRASE)
    with inside(7):
        family = testing.a_family()
        testing.a_contact_point(family.sanna, "email", EMAIL.title())
        office = testing.an_administrator()
    with django_capture_on_commit_callbacks(execute=True), acting(office):
        people.invite_guardian(office, guardian_id=family.sanna)
    (link,) = [word for word in letters[-1].body.split() if "/invitation/" in word]
    link = link[link.index("/invitation") :]
    assert "/account/login/" in client.get(link).headers.get("Location", "")
    assert Account.objects.count() == 1


def test_an_invitation_is_over_when_its_address_is_taken_away(
    invited: Invited, client: Client
) -> None:
    with acting(invited.office):
        people.remove_contact_point(invited.office, invited.email)
    assert client.get(invited.link).status_code == 410
