"""Who may read "Who has seen my data", and what it tells them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client

import digione
from digione.desks.deeds.words import WHAT
from digione.foundation import clock
from digione.foundation.access import Actor, Role, acting
from digione.foundation.audit import recording
from digione.foundation.audit.models import About
from digione.foundation.identity import testing as identity
from digione.foundation.identity.models import Account
from digione.foundation.identity.standing import PROVED
from digione.foundation.tenancy import inside
from digione.school.people import public as people
from digione.school.people import testing

pytestmark = pytest.mark.django_db
NOTED = re.compile(r'recording\.(?:saw|changed)\(\s*"([a-z_.]+)"')


@dataclass(frozen=True, slots=True)
class World:
    family: testing.Family
    teacher: UUID


@pytest.fixture
def world(db: None) -> World:
    """Minna has looked at Aino's register."""
    identity.a_municipality()
    with inside(7):
        world = World(testing.a_family(), testing.a_person("Minna", "Lahtinen"))
        with acting(testing.actor_of(world.teacher, Role.TEACHER)):
            recording.saw("attendance.register", [world.family.aino])
    return world


def signed_in(client: Client, person_id: UUID, *roles: Role) -> Client:
    account = identity.an_account(f"{person_id}@example.fi")
    for role in roles:
        identity.tied(account, person_id, role)
    client.force_login(account)
    session = client.session
    session[PROVED] = True
    session.save()
    return client


def address(person_id: UUID) -> str:
    return f"/koivula/people/{person_id}/deeds"


def text_of(client: Client, person_id: UUID, language: str = "en") -> str:
    page = client.get(address(person_id), headers={"accept-language": language})
    assert page.status_code == 200
    return page.content.decode()


def test_a_guardian_reads_who_saw_the_child_when_and_why(world: World, client: Client) -> None:
    page = text_of(signed_in(client, world.family.sanna, Role.GUARDIAN), world.family.aino)
    for told in ("Minna Lahtinen, Teacher", "the register of a lesson", "teaching"):
        assert told in page
    assert str(clock.today().year) in page


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_page_speaks_the_readers_language(world: World, client: Client, language: str) -> None:
    page = text_of(
        signed_in(client, world.family.sanna, Role.GUARDIAN), world.family.aino, language
    )
    assert {"fi": "tunnin läsnäolomerkinnät", "sv": "lektionens närvaro"}[language] in page
    assert "Viewed" not in page


def test_reading_the_page_stands_on_the_page(world: World, client: Client) -> None:
    sanna = signed_in(client, world.family.sanna, Role.GUARDIAN)
    text_of(sanna, world.family.aino)
    assert "Sanna Korhonen" in text_of(sanna, world.family.aino)


def test_a_protected_employee_is_told_by_role_only(world: World, client: Client) -> None:
    office = Actor(7, world.teacher, frozenset({Role.ADMINISTRATOR}))
    with inside(7), acting(office):
        people.protect_person(office, world.teacher)
    page = text_of(signed_in(client, world.family.sanna, Role.GUARDIAN), world.family.aino)
    assert "Lahtinen" not in page
    assert "Teacher" in page


def test_a_learner_reads_their_own_from_fifteen(world: World, client: Client) -> None:
    today = clock.today()
    for age, status in ((14, 404), (15, 200)):
        with inside(7):
            learner = testing.a_person(
                f"Learner {age}", birth_date=today.replace(year=today.year - age, day=1)
            )
        answer = signed_in(Client(), learner, Role.LEARNER).get(address(learner))
        assert answer.status_code == status


def test_the_officer_reads_anyones_and_that_is_audited(world: World, client: Client) -> None:
    with inside(7):
        officer = testing.a_person("Oili", "Virtanen")
    text_of(signed_in(client, officer, Role.DATA_PROTECTION_OFFICER), world.family.aino)
    with inside(7):
        about = About.objects.filter(person_id=world.family.aino)
        assert ("people.deeds", officer) in about.values_list("event__what", "event__actor_id")


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.TEACHER, 403),
        (Role.PRINCIPAL, 403),
        (Role.SECRETARY, 403),
        (Role.ADMINISTRATOR, 403),
        (Role.GUARDIAN, 404),
        (Role.LEARNER, 404),
    ],
)
def test_nobody_else_reads_it(world: World, client: Client, role: Role, status: int) -> None:
    with inside(7):
        stranger = testing.a_person("Somebody")
    assert signed_in(client, stranger, role).get(address(world.family.aino)).status_code == status


def test_a_long_list_comes_in_pages(world: World, client: Client) -> None:
    minna = Actor(7, world.teacher, frozenset({Role.TEACHER}))
    for _ in range(60):
        with inside(7), acting(minna):
            recording.saw("people.person", [world.family.aino])
    sanna = signed_in(client, world.family.sanna, Role.GUARDIAN)
    first = text_of(sanna, world.family.aino)
    (older,) = re.findall(r'href="\?before=([^"]+)"', first)
    assert "the register of a lesson" not in first
    second = sanna.get(address(world.family.aino) + f"?before={older}").content.decode()
    assert "the register of a lesson" in second
    nonsense = sanna.get(address(world.family.aino) + "?before=nonsense")
    assert nonsense.status_code == 200


def test_there_are_words_for_everything_the_house_notes() -> None:
    house = Path(digione.__file__).parent
    sources = (path.read_text() for path in house.rglob("*.py") if "tests" not in path.parts)
    noted = {what for source in sources for what in NOTED.findall(source)}
    assert noted
    assert noted <= set(WHAT)


def tabs_of(page: str) -> list[tuple[str, bool]]:
    """Each tab of the family: its text, and whether it is the page's own."""
    found = re.findall(r'<li><a href="[^"]*/deeds"( aria-current="page")?>([^<]*)</a>', page)
    return [(text, bool(current)) for current, text in found]


def test_a_guardian_turns_from_one_of_the_family_to_the_next(world: World, client: Client) -> None:
    sanna = signed_in(client, world.family.sanna, Role.GUARDIAN)
    page = text_of(sanna, world.family.aino)
    assert tabs_of(page) == [("Me", False), ("Aino", True), ("Eetu", False)]
    assert address(world.family.eetu) in page


def test_the_children_of_every_municipality_stand_on_one_row(world: World, client: Client) -> None:
    identity.a_municipality(8, "havsnas")
    with inside(8):
        sanna, onni = testing.a_person("Sanna"), testing.a_person("Onni")
        testing.a_guardianship(sanna, onni)
    guardian = signed_in(client, world.family.sanna, Role.GUARDIAN)
    account = Account.objects.get()
    identity.tied(account, sanna, Role.GUARDIAN, tenant_id=8)
    texts = [text for text, _current in tabs_of(text_of(guardian, world.family.aino))]
    assert texts == ["Me · Koivula", "Aino", "Eetu", "Me · Havsnas", "Onni"]
    there = guardian.get(f"/havsnas/people/{onni}/deeds")
    assert ("Onni", True) in tabs_of(there.content.decode())


def test_the_officer_is_shown_nobodys_family(world: World, client: Client) -> None:
    officer = signed_in(client, world.teacher, Role.DATA_PROTECTION_OFFICER)
    assert tabs_of(text_of(officer, world.family.aino)) == []


def test_one_visit_is_one_row_that_names_everything_once(world: World, client: Client) -> None:
    with inside(7), acting(testing.actor_of(world.teacher, Role.TEACHER)):
        for what in ("attendance.day", "people.name", "attendance.day"):
            recording.saw(what, [world.family.eetu])
        recording.changed("attendance.mark", [world.family.eetu])
    page = text_of(signed_in(client, world.family.sanna, Role.GUARDIAN), world.family.eetu)
    assert page.count("Minna Lahtinen") == 1
    assert "Changed: absences. Viewed: name, the day&#39;s lessons and absences" in page
