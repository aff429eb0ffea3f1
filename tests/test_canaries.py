"""Where protected people are, no page, line or letter tells anybody who is not entitled."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from prometheus_client import generate_latest

from digione.config.journal import WithoutPersons
from digione.foundation.access import acting
from digione.foundation.outbox.models import Envelope
from digione.school.enrolment.queries import learners
from digione.school.people import public as people
from digione.school.people.queries import places

from .canaries import driving, finding
from .canaries.finding import found
from .canaries.place import CLASS, CONTACTS, HIDDEN, NAMES, PIILO, PLACE, SCHOOL, add_place
from .matrix.world import TODAY, World

pytestmark = pytest.mark.slow
EVERYTHING = (*CONTACTS, *PLACE, *NAMES)


@pytest.fixture
def place(world: World) -> World:
    return add_place(world)


@pytest.fixture
def journal() -> Iterator[io.StringIO]:
    """Every line that the product would write to its log."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(WithoutPersons())
    root = logging.getLogger()
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)


@pytest.mark.parametrize("readers", [driving.OUTSIDERS, driving.INSIDERS], ids=["others", "near"])
def test_no_page_tells_where_the_protected_are(
    place: World,
    readers: tuple[str, ...],
    journal: io.StringIO,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answers, hits = 0, []
    for number, wrong in driving.drive(place, readers):
        answers += number
        hits += wrong
    with capsys.disabled():
        print(f"\n{answers} answers to {len(readers)} readers, {len(hits)} canaries")  # noqa: T201
    assert not hits, "\n".join(sorted({str(hit) for hit in hits}))
    assert not found(journal.getvalue().encode(), EVERYTHING)
    assert not found(generate_latest(), EVERYTHING)


def test_whoever_is_entitled_sees_the_place(place: World) -> None:
    register = f"/koivula/lessons/{place.id('register', f'{PIILO}_today')}/{TODAY}"
    board = f"/koivula/schools/{place.id('school', PIILO)}/today"
    for reader, address, seen in (
        ("lilja", "/", (SCHOOL,)),
        ("anna", "/", (SCHOOL, HIDDEN["lilja"][0], HIDDEN["onni"][0])),
        ("tessa", register, (CLASS, HIDDEN["lilja"][0])),
        ("pirjo", board, (CLASS, HIDDEN["lilja"][0])),
        ("pirjo", "/koivula/search?q=Suojaqsalo", (HIDDEN["lilja"][0],)),
    ):
        answer = place.browser(reader).get(address)
        assert set(found(answer.content, seen)) == set(seen), (reader, address)


def test_a_colleague_is_not_told_which_protected_teacher_marked_or_called(place: World) -> None:
    lesson = f"/koivula/lessons/{place.id('register', f'{PIILO}_today')}/{TODAY}"
    board = f"/koivula/schools/{place.id('school', PIILO)}/today"
    sent = {"learner": str(place.person("pulmu")), "mark": "late", "seen": "present"}
    for reader, named in (("tessa", set()), ("pirjo", set(HIDDEN["salla"][:2]))):
        answer = place.browser(reader).post(f"{lesson}/marks", sent)
        assert answer.status_code == 409, reader
        assert set(found(answer.content, HIDDEN["salla"][:2])) == named, reader
    for reader, named in (("seela", set()), ("pirjo", set(HIDDEN["salla"][:2]))):
        answer = place.browser(reader).get(board)
        assert found(answer.content, ["Pulmu"])
        assert set(found(answer.content, HIDDEN["salla"][:2])) == named, reader


def test_the_switch_acts_on_the_next_request(place: World) -> None:
    pekka, seela, paavo = (place.browser(one) for one in ("pekka", "seela", "paavo"))
    search = "/koivula/search?q=Luokkaniemi"
    assert found(pekka.get("/").content, [SCHOOL])
    assert found(seela.get(search).content, ["Pulmu"])
    with acting(place.actor("leena")) as leena:
        people.protect_person(leena, place.person("pulmu"))
    assert not found(pekka.get("/").content, PLACE)
    assert not found(seela.get(search).content, ["Pulmu"])
    assert not found(seela.get("/").content, ["Pulmu"])
    assert found(paavo.get("/").content, [SCHOOL])


def test_facts_jobs_and_letters_say_nothing_of_a_place(
    place: World, django_capture_on_commit_callbacks: object
) -> None:
    lilja, register = str(place.person("lilja")), place.id("register", f"{PIILO}_today")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        place.browser("tessa").post(
            f"/koivula/lessons/{register}/{TODAY}/marks", {"learner": lilja, "mark": "late"}
        )
        place.browser("anna").post(
            "/koivula/absences/new",
            {"learners": [lilja], "when": "today", "absence_class": "illness"},
        )
        with acting(place.actor("leena")) as leena:
            people.invite_guardian(leena, guardian_id=place.person("anna"))
            people.protect_person(leena, place.person("pulmu"))
    facts = json.dumps(list(Envelope.objects.values_list("name", "facts", "actor")))
    assert len(Envelope.objects.all()) >= 4
    assert not found(facts.encode(), EVERYTHING)
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(json_agg(args)::text, '') FROM procrastinate_jobs")
        assert not found(cursor.fetchone()[0].encode(), EVERYTHING)
    assert len(mail.outbox) == 1
    letter = mail.outbox[0]
    assert not found(f"{letter.subject}\n{letter.body}".encode(), EVERYTHING)


def test_a_form_without_its_token_is_refused_without_a_word_of_the_place(place: World) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = place.browser("ville").cookies
    answer = browser.post("/koivula/absences/new", {"learners": str(place.person("lilja"))})
    assert answer.status_code == 403
    assert not found(answer.content, (*CONTACTS, *PLACE))


# Negative controls: what leaks on purpose is found.


def test_a_room_that_hides_nobody_is_caught(place: World, monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = "SELECT id FROM (SELECT %(tenant)s::uuid AS id) AS nobody WHERE false"
    monkeypatch.setattr(places, "_HOMES", nobody.replace("%(tenant)s", "NULL"))
    for reader in driving.INSIDERS:
        if reader != "pekka":
            hits = [hit for _, wrong in driving.drive(place, (reader,)) for hit in wrong]
            assert hits, reader


def test_a_page_that_leaks_one_school_is_caught(
    place: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = learners._row

    def leaking(*who: object, place: tuple[object, ...]) -> object:
        return row(*who[:-1], False, place=place)

    monkeypatch.setattr(learners, "_row", leaking)
    hits = [hit for _, wrong in driving.drive(place, ("ville",)) for hit in wrong]
    assert {hit.canary for hit in hits} >= {SCHOOL}


@pytest.mark.parametrize("canary", EVERYTHING)
@pytest.mark.parametrize("write", finding.WRITINGS)
def test_a_canary_is_found_however_it_is_written(canary: str, write: finding.Writing) -> None:
    assert found(b"before " + write(canary) + b" after", [canary]) == [canary]
    assert not found(b"before and after", [canary])
