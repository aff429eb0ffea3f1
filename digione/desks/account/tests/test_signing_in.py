"""Signing in with one factor and with two, what stays closed, and when a session ends."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from digione.foundation.access import Role
from digione.foundation.identity import factors, testing
from digione.foundation.identity.models import Account, Tie
from digione.foundation.sealing import key_of, newest_key
from digione.foundation.tenancy import uuid7

pytestmark = pytest.mark.django_db
PHRASE = "four quiet reindeer walk"
OWN_PAGE = "/account/sessions/"


@dataclass(frozen=True, slots=True)
class Someone:
    account: Account
    client: Client

    def signs_in(self, password: str = PHRASE) -> Any:
        return self.client.post(
            "/account/login/", {"login": self.account.email, "password": password}
        )

    def is_in(self) -> bool:
        return self.client.get(OWN_PAGE).status_code == 200


def somebody(client: Client, role: Role) -> Someone:
    testing.a_municipality()
    account = testing.an_account(password=PHRASE)
    testing.tied(account, uuid7(), role)
    return Someone(account, client)


@pytest.fixture(autouse=True)
def fresh_limits(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def sets_up_an_app(client: Client) -> str:
    """Proves the password again, is shown the secret, then proves that; gives the secret."""
    client.post("/account/reauthenticate/", {"password": PHRASE})
    page = client.get("/account/security/app/")
    assert page.status_code == 200
    secret: str = client.session["mfa.totp.secret"]
    answer = client.post("/account/security/app/", {"code": code_of(secret)})
    assert answer.status_code == 302
    return secret


def test_a_guardian_signs_in_with_a_password(client: Client) -> None:
    sanna = somebody(client, Role.GUARDIAN)
    assert not sanna.is_in()
    assert sanna.signs_in().status_code == 302
    assert sanna.is_in()


def test_a_wrong_password_is_told_without_saying_which_part_was_wrong(client: Client) -> None:
    sanna = somebody(client, Role.GUARDIAN)
    wrong = sanna.signs_in("something else")
    unknown = client.post("/account/login/", {"login": "no@example.fi", "password": PHRASE})
    assert not sanna.is_in()
    told = [page.content.decode().partition('role="alert"')[2][:300] for page in (wrong, unknown)]
    assert told[0] == told[1] != ""


def test_the_key_of_the_session_changes_at_sign_in(client: Client) -> None:
    sanna = somebody(client, Role.GUARDIAN)
    client.get("/account/login/")
    session = client.session
    session["before"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key or ""
    sanna.signs_in()
    assert client.session.session_key != session.session_key


@pytest.mark.parametrize(
    "role",
    [
        Role.TEACHER,
        Role.SPECIAL_NEEDS_TEACHER,
        Role.PRINCIPAL,
        Role.SECRETARY,
        Role.ADMINISTRATOR,
        Role.DATA_PROTECTION_OFFICER,
    ],
)
def test_staff_with_one_factor_get_no_further_than_setting_up_a_second(
    client: Client, role: Role
) -> None:
    minna = somebody(client, role)
    minna.signs_in()
    answer = client.get(OWN_PAGE)
    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index"))
    assert client.get(reverse("mfa_index")).status_code == 200


def test_nobody_signs_in_as_the_operator(client: Client) -> None:
    support = somebody(client, Role.OPERATOR)
    support.signs_in()
    assert client.get(OWN_PAGE)["Location"] == f"{reverse('account_login')}?next={OWN_PAGE}"


def test_staff_are_in_as_soon_as_the_second_factor_stands(client: Client) -> None:
    minna = somebody(client, Role.TEACHER)
    minna.signs_in()
    sets_up_an_app(client)
    assert minna.is_in()


def test_a_password_alone_is_not_enough_where_a_second_factor_stands(client: Client) -> None:
    minna = somebody(client, Role.TEACHER)
    minna.signs_in()
    secret = sets_up_an_app(client)
    client.post("/account/logout/")
    cache.clear()  # the code just used may be used again by the clock of the test
    assert minna.signs_in()["Location"].startswith(reverse("mfa_authenticate"))
    assert not minna.is_in()
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not minna.is_in()
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert minna.is_in()


def test_a_recovery_code_opens_once(client: Client) -> None:
    minna = somebody(client, Role.TEACHER)
    minna.signs_in()
    sets_up_an_app(client)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    for expected in (True, False):
        client.post("/account/logout/")
        minna.signs_in()
        client.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert minna.is_in() == expected


def test_secrets_of_second_factors_lie_sealed(client: Client) -> None:
    minna = somebody(client, Role.TEACHER)
    minna.signs_in()
    secret = sets_up_an_app(client)
    stored = list(Authenticator.objects.order_by("type").values_list("data", flat=True))
    assert secret not in str(stored)
    sealed = [base64.b64decode(data.get("secret") or data["seed"]) for data in stored]
    assert {key_of(value) for value in sealed} == {newest_key()}


def test_a_session_without_any_role_left_dies_on_the_next_request(client: Client) -> None:
    sanna = somebody(client, Role.GUARDIAN)
    sanna.signs_in()
    assert sanna.is_in()
    Tie.objects.all().delete()
    assert not sanna.is_in()
    assert "_auth_user_id" not in client.session


def test_a_role_given_later_asks_for_a_second_factor_on_the_next_request(client: Client) -> None:
    sanna = somebody(client, Role.GUARDIAN)
    sanna.signs_in()
    testing.tied(sanna.account, uuid7(), Role.TEACHER)
    assert client.get(OWN_PAGE)["Location"] == reverse("mfa_index")


@pytest.mark.parametrize(
    ("role", "idle", "stays"),
    [
        (Role.GUARDIAN, 13 * 86400, True),
        (Role.GUARDIAN, 15 * 86400, False),
        (Role.LEARNER, 3600, True),
        (Role.LEARNER, 3 * 3600, False),
    ],
)
def test_a_session_that_rests_too_long_ends(
    client: Client, role: Role, idle: int, stays: bool
) -> None:
    someone = somebody(client, role)
    someone.signs_in()
    assert someone.is_in()
    session = client.session
    session["seen"] = int(time.time()) - idle
    session.save()
    assert someone.is_in() == stays


@pytest.mark.parametrize("address", ["/koivula/absences/explain", "/account/password/change/"])
def test_after_the_session_a_form_leads_to_a_page_and_a_page_to_itself(
    client: Client, address: str
) -> None:
    sign_in = reverse("account_login")
    assert client.post(address).headers["Location"] == f"{sign_in}?next=/"
    assert client.get(address).headers["Location"] == f"{sign_in}?next={address}"


@pytest.mark.parametrize("address", ["/me/language", "/me/theme"])
def test_whoever_opens_an_address_of_forms_is_led_on(client: Client, address: str) -> None:
    answer = client.get(address, headers={"Accept-Language": "fi"})
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "Siirry aloitussivulle" in answer.content.decode()


def test_a_form_in_an_alphabet_that_nobody_reads_is_told() -> None:
    browser = Client(enforce_csrf_checks=True, headers={"Accept-Language": "fi"})
    browser.get(reverse("account_login"))
    kind = "application/x-www-form-urlencoded; charset=utf-16"
    answer = browser.post(reverse("account_login"), b"a=1", content_type=kind)
    assert answer.status_code == 400
    assert "Pyyntöä ei ymmärretty" in answer.content.decode()


def test_a_session_ends_after_its_whole_time_however_busy(client: Client) -> None:
    someone = somebody(client, Role.LEARNER)
    someone.signs_in()
    session = client.session
    session["began"] = int(time.time()) - 13 * 3600
    session["seen"] = int(time.time())
    session.save()
    assert not someone.is_in()


def test_guessing_is_slowed_down_for_the_one_account_and_says_so(client: Client) -> None:
    sanna = somebody(client, Role.GUARDIAN)
    for _ in range(6):
        sanna.signs_in("a guess")
    sanna.signs_in()
    assert not sanna.is_in()


def test_nobody_signs_up_by_themselves(client: Client) -> None:
    values = {"email": "new@example.fi", "password1": PHRASE, "password2": PHRASE}
    client.post("/account/signup/", values)
    assert not Account.objects.filter(email="new@example.fi").exists()


def test_other_sessions_are_listed_and_ended(client: Client) -> None:
    sanna = somebody(client, Role.GUARDIAN)
    sanna.signs_in()
    elsewhere = Someone(sanna.account, Client())
    elsewhere.signs_in()
    assert elsewhere.is_in()
    client.post(OWN_PAGE)
    assert sanna.is_in()
    assert not elsewhere.is_in()


def test_the_accounts_language_wins_over_the_browsers(client: Client) -> None:
    sanna = somebody(client, Role.GUARDIAN)
    sanna.signs_in()
    Account.objects.filter(id=sanna.account.id).update(language="sv")
    page = client.get(OWN_PAGE, headers={"accept-language": "fi"})
    assert '<html lang="sv"' in page.content.decode()


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_logout",
        "account_inactive",
        "account_signup",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_change_password",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "usersessions_list",
    ],
)
def test_every_page_of_the_account_stands(client: Client, name: str) -> None:
    sanna = somebody(client, Role.GUARDIAN)
    sanna.signs_in()
    assert client.get(reverse(name)).status_code in {200, 302}
    assert Client().get(reverse(name)).status_code in {200, 302}


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_reauthenticate",
    ],
)
def test_every_page_of_the_second_factor_stands(client: Client, name: str) -> None:
    minna = somebody(client, Role.TEACHER)
    minna.signs_in()
    sets_up_an_app(client)
    assert client.get(reverse(name)).status_code in {200, 302}


def test_a_forgotten_password_is_set_anew_by_e_mail(
    client: Client, mailoutbox: list[object]
) -> None:
    sanna = somebody(client, Role.GUARDIAN)
    client.post("/account/password/reset/", {"email": sanna.account.email})
    (letter,) = mailoutbox
    (link,) = [w for w in letter.body.split() if "/account/password/reset/key/" in w]  # type: ignore[attr-defined]
    page = client.get(link[link.index("/account") :], follow=True)
    assert page.status_code == 200
    values = {"password1": "another long password", "password2": "another long password"}
    client.post(page.redirect_chain[-1][0], values)
    sanna.signs_in("another long password")
    assert sanna.is_in()


def test_an_unknown_session_belongs_to_nobody(client: Client) -> None:
    client.cookies["sessionid"] = str(UUID(int=7))
    assert client.get(OWN_PAGE).status_code == 302


def test_language_and_colours_follow_the_account_to_another_device(client: Client) -> None:
    sanna = somebody(client, Role.GUARDIAN)
    sanna.signs_in()
    client.post("/me/language", {"language": "sv"})
    client.post("/me/theme", {"scheme": "dark"})
    elsewhere = Someone(sanna.account, Client())
    elsewhere.signs_in()
    page = elsewhere.client.get(OWN_PAGE).content.decode()
    assert '<html lang="sv"' in page
    assert 'data-color-scheme="dark"' in page


def test_the_key_of_second_factors_changes_too(client: Client, settings: Any) -> None:
    minna = somebody(client, Role.TEACHER)
    minna.signs_in()
    secret = sets_up_an_app(client)
    settings.SEALING_KEYS = {**settings.SEALING_KEYS, 200: b"2" * 32}
    assert factors.seal_anew() == 2
    assert factors.seal_anew() == 0
    settings.SEALING_KEYS = {200: b"2" * 32}
    client.post("/account/logout/")
    cache.clear()
    minna.signs_in()
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert minna.is_in()


def test_a_mail_server_that_is_away_does_not_hide_what_was_done(
    client: Client, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    minna = somebody(client, Role.TEACHER)
    minna.signs_in()
    sets_up_an_app(client)
    assert Authenticator.objects.filter(user=minna.account).exists()


def test_a_letter_that_cannot_leave_is_told_and_told_alike_for_strangers(
    client: Client, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    minna = somebody(client, Role.TEACHER)
    for address in (minna.account.email, "nobody@example.fi"):
        page = client.post("/account/password/reset/", {"email": address}, follow=True)
        assert page.status_code == 200
        assert "The letter could not be sent just now" in page.content.decode()
