"""The administrator sees what would change, and takes it."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from digione.foundation.access import Actor, Role, acting
from digione.foundation.identity import testing as identity
from digione.foundation.identity.models import Account
from digione.foundation.identity.standing import PROVED
from digione.foundation.tenancy import uuid7
from digione.school.organisations import public as organisations

from .test_register import file_of, havsnas, node, school

pytestmark = pytest.mark.django_db
PAGE = "/koivula/organisation/import"
_keys = iter(f"{number:032}" for number in range(1, 1000))


@pytest.fixture
def office(client: Client) -> Client:
    return signed_in(client, Role.ADMINISTRATOR)


def signed_in(client: Client, role: Role) -> Client:
    if not Account.objects.filter(email=f"{role}@example.fi").exists():
        identity.a_municipality()
    account = identity.an_account(f"{role}@example.fi")
    identity.tied(account, uuid7(), role)
    client.force_login(account)
    session = client.session
    session[PROVED] = True
    session.save()
    return client


def sent(office: Client, content: bytes) -> HttpResponse:
    file = SimpleUploadedFile("tree.json", content)
    return office.post(PAGE, {"file": file, "once": next(_keys)})  # type: ignore[return-value]


def taken(office: Client, page: str, **more: str) -> HttpResponse:
    shown = re.search(r'name="shown" value="([^"]+)"', page)
    assert shown is not None
    values = {"shown": unescape(shown[1]), "once": next(_keys), **more}
    return office.post(f"{PAGE}/apply", values)  # type: ignore[return-value]


def schools_here() -> list[str]:
    with acting(Actor(7, uuid7(), frozenset({Role.ADMINISTRATOR}))) as actor:
        return [str(row.names) for row in organisations.schools(actor)]


def test_a_file_is_shown_first_and_then_taken_once(office: Client) -> None:
    content = havsnas(school(2, "Havsnäs skola"))
    page = sent(office, content).content.decode()
    assert "Havsnäs skola" in page
    assert schools_here() == []
    assert taken(office, page).status_code == 303
    assert schools_here() == ["Havsnäs skola"]
    assert "Everything is as the register says" in sent(office, content).content.decode()


def test_what_is_wrong_with_a_file_stands_on_the_page(office: Client) -> None:
    answer = sent(office, havsnas(school(2, "Havsnäs skola", oppilaitosKoodi="12")))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "organisaatiot[0].children[0].oppilaitosKoodi" in page
    assert "not a school code of five digits" in page
    assert sent(office, b"{").status_code == 422
    assert office.post(PAGE, {"once": next(_keys)}).status_code == 422


def test_a_file_without_the_own_organisation_is_refused(office: Client) -> None:
    taken(office, sent(office, havsnas(school(2, "Havsnäs skola"))).content.decode())
    answer = sent(office, file_of(node(77, 1, "Toinen kunta")))
    assert answer.status_code == 422
    assert "Your organisation is not in this file" in answer.content.decode()


def test_many_closings_need_a_word_of_their_own(office: Client) -> None:
    numbers = range(2, 8)
    is_open = [school(n, f"Koulu {n}") for n in numbers]
    closed = [school(n, f"Koulu {n}", lakkautusPvm=1577829600000) for n in numbers]
    taken(office, sent(office, havsnas(*is_open)).content.decode())
    page = sent(office, havsnas(*closed)).content.decode()
    assert "Many schools close" in page
    assert taken(office, page).status_code == 422
    assert len(schools_here()) == 6
    assert taken(office, page, closing="on").status_code == 303
    assert schools_here() == []


def test_an_altered_preview_is_not_taken(office: Client) -> None:
    page = sent(office, havsnas(school(2, "Havsnäs skola"))).content.decode()
    page = page.replace('name="shown" value="', 'name="shown" value="x')
    assert taken(office, page).status_code == 303
    assert schools_here() == []


def test_the_page_is_the_administrators_alone(client: Client) -> None:
    assert signed_in(client, Role.SECRETARY).get(PAGE).status_code == 403
