"""Guessing passwords: over many accounts and addresses, and what it does to the rightful owner."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client

from digione.foundation.access import Role
from digione.foundation.identity import testing
from digione.foundation.identity.models import Account
from digione.foundation.tenancy import uuid7

from .passkey import Passkey

pytestmark = pytest.mark.django_db
PHRASE = "four quiet reindeer walk"
HOME = "2001:db8:aaaa::7"
INSIDE = "/account/sessions/"


@pytest.fixture(autouse=True)
def fresh_limits(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@dataclass(frozen=True, slots=True)
class Siege:
    """The owner's account is the first one; every other belongs to nobody in particular."""

    accounts: list[Account]

    @property
    def owner(self) -> Account:
        return self.accounts[0]

    def guesses(self, addresses: list[str], *, each: int) -> Counter[str]:
        """So many guesses at each account, the last of them right; how they were answered."""
        answers: Counter[str] = Counter()
        number = 0
        for turn in range(each):
            for account in self.accounts:
                guess = PHRASE if turn == each - 1 else f"reindeer {turn}"
                address = addresses[number % len(addresses)]
                answers[_answered(account.email, guess, address)] += 1
                number += 1
        return answers


def _answered(email: str, password: str, address: str) -> str:
    client = Client(REMOTE_ADDR=address)
    answer = client.post("/account/login/", {"login": email, "password": password})
    if client.get(INSIDE).status_code == 200:
        return "in"
    return {429: "not now", 200: "wrong"}.get(answer.status_code, str(answer.status_code))


def a_siege(accounts: int) -> Siege:
    testing.a_municipality()
    made = [testing.an_account(f"{n}@example.fi", password=PHRASE) for n in range(accounts)]
    for account in made:
        testing.tied(account, uuid7(), Role.GUARDIAN)
    return Siege(made)


@pytest.mark.parametrize(
    ("accounts", "each", "addresses"),
    [(12, 5, 10), pytest.param(100, 10, 50, marks=pytest.mark.slow)],
    ids=["60 guesses", "1000 guesses"],
)
def test_guesses_from_one_network_open_nothing_and_lock_nobody_out(
    accounts: int, each: int, addresses: int, capsys: pytest.CaptureFixture[str]
) -> None:
    siege, began = a_siege(accounts), time.monotonic()
    passkey = Passkey.of(siege.owner)
    answers = siege.guesses([f"2001:db8:1:2::{n:x}" for n in range(addresses)], each=each)
    seconds = time.monotonic() - began
    with capsys.disabled():
        print(f"\n{accounts * each} guesses in {seconds:.1f} s: {dict(answers)}")  # noqa: T201
    assert answers["in"] == 0
    assert answers["not now"] > accounts * each * 0.4
    owner = Client(REMOTE_ADDR=HOME)
    passkey.signs_in(owner)
    assert owner.get(INSIDE).status_code == 200


@pytest.mark.slow
def test_guesses_from_everywhere_at_one_account_open_nothing_and_leave_its_passkey() -> None:
    siege = a_siege(1)
    passkey = Passkey.of(siege.owner)
    answers = siege.guesses([f"2001:db8:{n:x}::1" for n in range(1, 31)], each=30)
    assert answers["in"] == 0
    owner = Client(REMOTE_ADDR=HOME)
    passkey.signs_in(owner)
    assert owner.get(INSIDE).status_code == 200


def test_the_rightful_password_opens_from_another_network_while_others_are_guessed() -> None:
    siege = a_siege(3)
    siege.guesses([f"2001:db8:1:2::{n:x}" for n in range(10)], each=2)
    assert _answered(siege.owner.email, PHRASE, "2001:db8:bbbb::1") == "in"


def test_a_forged_passkey_opens_nothing() -> None:
    siege = a_siege(2)
    passkey = Passkey.of(siege.owner)
    stranger = Passkey.of(siege.accounts[1])
    forged = Passkey(siege.owner, passkey.identifier, stranger.key)
    client = Client(REMOTE_ADDR=HOME)
    forged.signs_in(client)
    assert client.get(INSIDE).status_code == 302


def test_the_key_of_the_session_changes_when_the_password_is_proved_again() -> None:
    siege, client = a_siege(1), Client()
    client.post("/account/login/", {"login": siege.owner.email, "password": PHRASE})
    before = client.session.session_key
    assert client.post("/account/reauthenticate/", {"password": "a guess"}).status_code == 200
    assert client.session.session_key == before
    client.post("/account/reauthenticate/", {"password": PHRASE})
    assert client.session.session_key != before
    assert client.get(INSIDE).status_code == 200
    old = Client()
    old.cookies["sessionid"] = before or ""
    assert old.get(INSIDE).status_code == 302
    (listed,) = UserSession.objects.filter(user=siege.owner)
    assert listed.session_key == client.session.session_key


def test_the_key_of_the_session_changes_at_a_passkeys_sign_in() -> None:
    siege = a_siege(1)
    passkey, client = Passkey.of(siege.owner), Client(REMOTE_ADDR=HOME)
    client.get("/account/login/")
    session = client.session
    session["before"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key or ""
    passkey.signs_in(client)
    assert client.session.session_key != session.session_key
    assert client.get(INSIDE).status_code == 200
