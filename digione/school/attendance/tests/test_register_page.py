"""The register's page and its posts, as a browser sends them."""

from __future__ import annotations

import datetime
import re

import pytest
from django.test import Client

from digione.foundation.access import Role, acting
from digione.foundation.audit.reading import deeds_about
from digione.foundation.tenancy import inside
from digione.school.attendance import models
from digione.school.attendance.actions.registering import take_register
from digione.school.attendance.rules.registering import Mark
from digione.school.people import testing as people
from digione.school.timetable import testing as timetable
from digione.school.timetable.public import ChangeKind

from .world import MONDAY, Morning, a_colleague, a_morning, address, signed_in, told

pytestmark = pytest.mark.usefixtures("tenant", "at_school")


def minna(morning: Morning, language: str = "fi") -> Client:
    return signed_in(morning.minna, Role.TEACHER, language=language)


def test_the_page_shows_the_whole_class_present() -> None:
    morning = a_morning(others=23)
    answer = minna(morning).get(address(morning))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.count('data-mark="present"') == 25
    assert "7B · Matematiikka" in text
    assert "25 oppilasta" in text


def test_a_report_is_shown_with_its_time_and_never_with_its_reason() -> None:
    morning = a_morning()
    told(morning.family.eetu, morning.family.sanna)
    text = minna(morning).get(address(morning)).content.decode()
    assert "Ilmoitettu 7.12" in text
    assert text.count('data-mark="absent"') == 1
    assert "illness" not in text
    assert "Sairaus" not in text


def test_a_report_for_part_of_the_day_says_until_when() -> None:
    morning = a_morning()
    told(morning.family.eetu, morning.family.sanna, until="10:00")
    assert "Ilmoitettu klo 10.00 asti" in minna(morning).get(address(morning)).content.decode()


def test_a_tap_is_saved_and_answered_with_the_row() -> None:
    morning = a_morning()
    sent = {"learner": morning.family.eetu, "mark": "late", "minutes": "6", "seen": "present"}
    answer = minna(morning).post(address(morning, tail="/marks"), sent)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.strip().startswith(f'<li id="row-{morning.family.eetu}"')
    assert "<html" not in text
    assert models.Mark.objects.get().minutes_late == 6


def test_a_repeated_tap_has_one_effect() -> None:
    morning = a_morning()
    browser = minna(morning)
    sent = {"learner": morning.family.eetu, "mark": "absent", "once": "tap-1"}
    first = browser.post(address(morning, tail="/marks"), sent)
    models.Mark.objects.all().delete()
    again = browser.post(address(morning, tail="/marks"), sent)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert models.Mark.objects.count() == 0


def test_without_script_the_whole_form_is_saved_at_once() -> None:
    morning = a_morning(others=23)
    sent = {f"mark-{learner}": "present" for learner in morning.others}
    sent |= {f"mark-{morning.family.aino}": "late", f"minutes-{morning.family.aino}": "6"}
    sent |= {f"mark-{morning.family.eetu}": "absent", f"minutes-{morning.family.eetu}": ""}
    answer = minna(morning).post(address(morning), {**sent, "save": "1"})
    assert (answer.status_code, answer.headers["Location"]) == (303, address(morning))
    assert models.Mark.objects.count() == 2


def test_all_others_present_takes_the_register() -> None:
    morning = a_morning()
    browser = minna(morning)
    assert "Muut läsnä" in browser.get(address(morning)).content.decode()
    browser.post(address(morning), {"taken": "1"})
    assert models.Register.objects.get().taken_by_id == morning.minna
    assert "Muut läsnä" not in browser.get(address(morning)).content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"mark": "absent"}, "Lataa sivu uudelleen"),
        ({"learner": "nobody", "mark": "absent"}, "Lataa sivu uudelleen"),
        ({"learner": "{eetu}", "mark": "asleep"}, "Valitse läsnä, myöhässä, poissa tai muualla"),
        ({"learner": "{eetu}", "mark": "late", "minutes": "many"}, "kirjoita luku 1–180"),
        ({"learner": "{eetu}", "mark": "late", "minutes": "-3"}, "kirjoita luku 1–180"),
        ({"learner": "{eetu}", "mark": "late", "minutes": "999"}, "kirjoita luku 1–180"),
        ({"learner": "{eetu}", "mark": "late", "minutes": "²"}, "kirjoita luku 1–180"),
    ],
)
def test_a_mark_that_cannot_be_read_is_explained(sent: dict[str, str], said: str) -> None:
    morning = a_morning()
    filled = {name: value.format(eetu=morning.family.eetu) for name, value in sent.items()}
    answer = minna(morning).post(address(morning, tail="/marks"), filled)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert said in answer.content.decode()
    assert models.Register.objects.count() == 0


def test_a_bad_form_without_script_saves_nothing_and_says_why() -> None:
    morning = a_morning()
    sent = {f"mark-{morning.family.aino}": "absent", f"mark-{morning.family.eetu}": "asleep"}
    answer = minna(morning).post(address(morning), sent)
    assert answer.status_code == 400
    assert "Valitse läsnä, myöhässä, poissa tai muualla" in answer.content.decode()
    assert models.Mark.objects.count() == 0


def test_a_bad_form_without_script_is_shown_as_it_was_filled_in() -> None:
    morning = a_morning()
    aino, eetu = morning.family.aino, morning.family.eetu
    sent = {f"mark-{aino}": "absent", f"mark-{eetu}": "late", f"minutes-{eetu}": "viisi"}
    text = minna(morning).post(address(morning), sent).content.decode()
    for learner, mark in ((aino, "absent"), (eetu, "late")):
        assert re.search(rf'data-learner="{learner}"[^>]*data-mark="{mark}"', text)
    assert models.Mark.objects.count() == 0


def test_of_two_at_one_learner_the_later_sees_both_marks_in_the_row() -> None:
    morning = a_morning()
    eetu, asa, browser = morning.family.eetu, a_colleague(morning), minna(morning)
    with acting(asa):
        marks = [Mark(learner_id=eetu, status="absent")]
        take_register(asa, lesson_id=morning.lesson, day=MONDAY, marks=marks)
    sent = {"learner": eetu, "mark": "late", "minutes": "6", "seen": "present", "once": "tap-2"}
    answer = browser.post(address(morning, tail="/marks"), sent)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Åsa Nyberg merkitsi klo 8.20: Poissa. Sinun merkintäsi: Myöhässä 6 min." in text
    assert 'data-mark="absent"' in text
    again = browser.post(address(morning, tail="/marks"), {**sent, "seen": "absent"})
    assert again.status_code == 200
    assert models.Mark.objects.get().status == "late"


def test_without_script_the_later_keeps_every_choice_and_decides() -> None:
    morning = a_morning()
    eetu, aino, asa = morning.family.eetu, morning.family.aino, a_colleague(morning)
    with acting(asa):
        marks = [Mark(learner_id=eetu, status="absent")]
        take_register(asa, lesson_id=morning.lesson, day=MONDAY, marks=marks)
    sent = {f"mark-{eetu}": "late", f"seen-{eetu}": "present"}
    sent |= {f"mark-{aino}": "elsewhere", f"seen-{aino}": "present"}
    browser = minna(morning)
    answer = browser.post(address(morning), sent)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Åsa Nyberg merkitsi klo 8.20: Poissa. Sinun merkintäsi: Myöhässä." in text
    assert 'data-mark="late"' in text
    assert f'name="seen-{eetu}" value="absent"' in text
    assert 'data-mark="elsewhere"' in text
    assert models.Mark.objects.count() == 1


def test_topic_and_homework_are_saved_beside_and_take_no_register() -> None:
    morning = a_morning()
    sent = {"topic": "Yhtälö", "homework": "s. 62", "version": "0"}
    answer = minna(morning).post(
        address(morning, tail="/notes"), sent, headers={"HX-Request": "true"}
    )
    text = answer.content.decode()
    assert "Tallennettu 8.20" in text
    assert 'name="version" value="1"' in text
    assert models.Register.objects.get().taken_at is None


def test_the_later_of_two_texts_is_shown_beside_the_earlier() -> None:
    morning = a_morning()
    asa = signed_in(a_colleague(morning).person_id, Role.TEACHER)
    asa.post(address(morning, tail="/notes"), {"topic": "Yhtälö", "version": "0"})
    browser = minna(morning)
    answer = browser.post(address(morning, tail="/notes"), {"topic": "Murtoluvut", "version": "0"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Yhtälö" in text
    assert "Murtoluvut" in text
    assert models.Register.objects.get().topic == "Yhtälö"
    browser.post(address(morning, tail="/notes"), {"topic": "Murtoluvut", "version": "1"})
    assert models.Register.objects.get().topic == "Murtoluvut"


def test_ones_own_words_follow_each_other_however_fast() -> None:
    morning = a_morning()
    browser = minna(morning)
    for topic in ("Yhtälö", "Yhtälön ratkaiseminen"):
        sent = {"topic": topic, "version": "0"}
        assert browser.post(address(morning, tail="/notes"), sent).status_code == 303
    assert models.Register.objects.get().topic == "Yhtälön ratkaiseminen"


def test_a_text_that_is_too_long_is_refused_and_kept_on_the_page() -> None:
    morning = a_morning()
    sent = {"topic": "x" * 301, "homework": "", "version": "0"}
    answer = minna(morning).post(address(morning, tail="/notes"), sent)
    assert answer.status_code == 422
    assert "x" * 301 in answer.content.decode()
    assert models.Register.objects.count() == 0


@pytest.mark.parametrize("version", ["", "first", "-1", "9" * 5_000])
@pytest.mark.parametrize("script", [{}, {"HX-Request": "true"}])
def test_a_version_that_got_lost_is_told_in_the_readers_language(
    version: str, script: dict[str, str]
) -> None:
    morning = a_morning()
    sent = {"topic": "Yhtälö", "homework": "", "version": version}
    answer = minna(morning).post(address(morning, tail="/notes"), sent, headers=script)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Sivusta puuttui osa, kun se lähetettiin. Avaa sivu uudelleen." in text
    assert "Version" not in text
    assert models.Register.objects.count() == 0


def test_a_cancelled_lesson_says_so_and_offers_no_marks() -> None:
    morning = a_morning()
    timetable.change(morning.lesson, MONDAY, ChangeKind.CANCELLED, by=morning.jari)
    browser = minna(morning)
    text = browser.get(address(morning)).content.decode()
    assert "Tunti on peruttu" in text
    assert 'class="seg" disabled' in text
    assert browser.post(address(morning), {"taken": "1"}).status_code == 422


def test_the_lessons_page_leads_to_the_lesson_that_is_on() -> None:
    morning = a_morning()
    answer = minna(morning).get("/koivula/lessons")
    assert answer.headers["Location"] == address(morning)


def test_a_day_without_lessons_is_told() -> None:
    morning = a_morning()
    timetable.change(morning.lesson, MONDAY, ChangeKind.CANCELLED, by=morning.jari)
    assert (
        "Sinulla ei ole tänään tunteja" in minna(morning).get("/koivula/lessons").content.decode()
    )


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_page_speaks_the_readers_language(language: str) -> None:
    morning = a_morning()
    said = {"fi": "Aihe ja läksyt", "sv": "Tema och läxor", "en": "Topic and homework"}
    text = minna(morning, language).get(address(morning)).content.decode()
    assert said[language] in text


def test_everyone_on_the_page_is_named_in_the_audit() -> None:
    morning = a_morning()
    minna(morning).get(address(morning))
    deeds = deeds_about(morning.family.aino)
    assert [(deed.deed, deed.what) for deed in deeds] == [("read", "attendance.register")]
    assert deeds[0].actor_id == morning.minna


def test_a_tap_names_only_the_learner_whom_it_changes() -> None:
    morning = a_morning()
    sent = {"learner": morning.family.eetu, "mark": "absent"}
    minna(morning).post(address(morning, tail="/marks"), sent)
    assert [deed.deed for deed in deeds_about(morning.family.eetu)] == ["write"]
    assert deeds_about(morning.family.aino) == []


@pytest.mark.parametrize("tail", ["", "/marks", "/notes"])
@pytest.mark.parametrize("role", list(Role))
def test_nobody_without_the_lesson_gets_in(role: Role, tail: str) -> None:
    morning = a_morning()
    if role == Role.OPERATOR:
        pytest.skip("an operator has no account of a municipality")
    stranger = signed_in(people.a_person("Petri", "Lindholm"), role)
    sent = {"learner": morning.family.eetu, "mark": "absent", "version": "0"}
    answer = stranger.post(address(morning, tail=tail), sent)
    takes = role in {Role.TEACHER, Role.SPECIAL_NEEDS_TEACHER, Role.PRINCIPAL}
    assert answer.status_code == (404 if takes else 403)
    assert models.Register.objects.count() == 0


def test_another_municipality_has_no_such_lesson() -> None:
    morning = a_morning()
    here = address(morning)
    with inside(8):
        stranger = signed_in(people.a_person("Petri", "Lindholm"), Role.TEACHER)
    assert stranger.get(here.replace("koivula", "havsnas")).status_code == 404
    assert stranger.get(here).status_code == 404


def test_an_address_with_an_impossible_day_is_absent() -> None:
    morning = a_morning()
    wrong = address(morning).replace(str(MONDAY), "2026-02-31")
    assert minna(morning).get(wrong).status_code == 404


def test_a_mended_day_of_last_week_is_open() -> None:
    morning = a_morning()
    last_week = MONDAY - datetime.timedelta(days=7)
    sent = {"learner": morning.family.eetu, "mark": "absent"}
    assert (
        minna(morning).post(address(morning, tail="/marks", day=last_week), sent).status_code == 200
    )
    assert models.Register.objects.get().day == last_week


def test_a_mark_from_anothers_page_is_not_saved_in_ones_own_name() -> None:
    morning = a_morning()
    asa = a_colleague(morning)
    page = minna(morning).get(address(morning)).content.decode()
    (key,) = re.findall(r'data-owner="([^"]+)"', page)
    sent = {"learner": morning.family.eetu, "mark": "absent"}
    browser = signed_in(asa.person_id, Role.TEACHER)
    answer = browser.post(address(morning, tail="/marks"), sent, headers={"X-Owner": key})
    assert (answer.status_code, answer.headers["X-Owner"], answer.content) == (403, "another", b"")
    assert models.Register.objects.count() == 0


def test_a_mark_from_ones_own_page_is_saved() -> None:
    morning = a_morning()
    browser = minna(morning)
    (key,) = re.findall(r'data-owner="([^"]+)"', browser.get(address(morning)).content.decode())
    sent = {"learner": morning.family.eetu, "mark": "absent"}
    answer = browser.post(address(morning, tail="/marks"), sent, headers={"X-Owner": key})
    assert answer.status_code == 200
    assert models.Mark.objects.get().marked_by_id == morning.minna
