"""What the operator does with accounts from the command line."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from digione.config import accounts
from digione.foundation.access import Role
from digione.foundation.identity import testing
from digione.foundation.identity.models import Account
from digione.foundation.identity.ties import ties_of

pytestmark = pytest.mark.django_db
EMAIL = "oili.virtanen@example.fi"


def test_an_appointed_administrator_gets_an_invitation_and_the_role(
    mailoutbox: list[Any], client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    testing.a_municipality()
    with django_capture_on_commit_callbacks(execute=True):
        accounts.appoint(EMAIL, municipality="koivula", name="Oili Virtanen")
    (link,) = [word for word in mailoutbox[0].body.split() if "/invitation/" in word]
    client.post(link[link.index("/invitation") :], {"password": "four quiet reindeer walk"})
    account = Account.objects.get(email=EMAIL)
    assert {tie.role for tie in ties_of(account.id)} == {Role.ADMINISTRATOR}


@pytest.mark.parametrize(
    ("email", "municipality", "name", "said"),
    [
        ("no address", "koivula", "Oili Virtanen", "valid email"),
        (EMAIL, "nowhere", "Oili Virtanen", "nowhere"),
        (EMAIL, "koivula", "", "Enter the name"),
    ],
)
def test_what_cannot_be_used_is_told_and_leaves_nothing(
    email: str, municipality: str, name: str, said: str
) -> None:
    testing.a_municipality()
    with pytest.raises(accounts.Unusable, match=said):
        accounts.appoint(email, municipality=municipality, name=name)
    assert not Account.objects.exists()
