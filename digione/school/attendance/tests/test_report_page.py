"""The report's page for somebody who is a guardian and works in the school's office."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.test import Client

from digione.foundation import clock
from digione.foundation.access import Role
from digione.foundation.audit.reading import deeds_about
from digione.school.attendance import models
from digione.school.people import testing as people
from digione.school.timetable import testing as timetable

from .world import MONDAY, Morning, a_morning, signed_in

pytestmark = pytest.mark.usefixtures("tenant", "at_school")
PAGE = "/koivula/absences/new"


@dataclass(frozen=True, slots=True)
class Office:
    """Sanna is guardian of Aino and Eetu, and the secretary of their school."""

    morning: Morning
    browser: Client

    @property
    def others_child(self) -> UUID:
        return self.morning.others[0]


@pytest.fixture
def office() -> Office:
    morning = a_morning(others=1)
    sanna = morning.family.sanna
    people.an_employment(sanna, role=Role.SECRETARY, school_id=morning.school)
    return Office(morning, signed_in(sanna, Role.GUARDIAN, Role.SECRETARY))


def report(office: Office, *learners: UUID) -> int:
    sent = {"learners": learners, "when": "today", "absence_class": "illness"}
    return office.browser.post(PAGE, sent).status_code


def test_the_office_reports_for_anothers_child(office: Office) -> None:
    page = office.browser.get(PAGE, {"learner": str(office.others_child)}).content.decode()
    assert "Oppilas 00" in page
    assert "Aino" not in page
    assert report(office, office.others_child) == 303
    assert models.AbsenceReport.objects.get().learner_id == office.others_child
    roles = {deed.roles for deed in deeds_about(office.others_child)}
    assert roles == {("secretary",)}


def test_the_same_person_reports_for_their_own_children_as_their_guardian(office: Office) -> None:
    family = office.morning.family
    page = office.browser.get(PAGE, {"learner": str(family.eetu)}).content.decode()
    assert "Aino" in page
    assert report(office, family.aino, family.eetu) == 303
    assert models.AbsenceReport.objects.count() == 2
    assert {deed.roles for deed in deeds_about(family.aino)} == {("guardian",)}


def test_own_and_others_children_are_not_reported_in_one_form(office: Office) -> None:
    assert report(office, office.morning.family.aino, office.others_child) == 422
    assert not models.AbsenceReport.objects.exists()


def test_a_learner_of_another_school_is_not_there(office: Office) -> None:
    stranger = people.a_person("Yusuf", "Ahmed")
    assert office.browser.get(PAGE, {"learner": str(stranger)}).status_code == 404
    assert report(office, stranger) == 404


def test_the_last_day_of_the_calendar_is_too_far_ahead(office: Office) -> None:
    sent = {"learners": office.morning.family.eetu, "when": "days", "absence_class": "illness"}
    sent |= {"first": "2026-11-23", "last": "9999-12-31"}
    answer = office.browser.post(PAGE, sent)
    assert answer.status_code == 422
    assert "enintään kahden viikon päähän" in answer.content.decode()


def test_a_version_that_no_report_can_have_is_an_older_one(office: Office) -> None:
    assert report(office, office.morning.family.eetu) == 303
    standing = models.AbsenceReport.objects.get()
    sent = {"when": "today", "absence_class": "illness", "version": "9" * 5_000}
    sent |= {"learners": str(standing.learner_id)}
    address = f"/koivula/absences/{standing.id}"
    assert office.browser.post(address, sent).status_code == 409


def test_a_report_changed_to_lessons_apart_covers_them_all(office: Office) -> None:
    morning = office.morning
    for time in ("09:15", "10:15"):
        timetable.lesson(
            morning.plan,
            subject_id=morning.subject,
            groups=[morning.class_7b],
            at=(MONDAY, time),
        )
    assert report(office, morning.family.eetu) == 303
    standing = models.AbsenceReport.objects.get()
    sent = {"when": "lessons", "lessons": ["08:15-09:00", "10:15-11:00"], "version": "1"}
    sent |= {"absence_class": "illness", "learners": str(standing.learner_id)}
    assert office.browser.post(f"/koivula/absences/{standing.id}", sent).status_code == 303
    reported = models.AbsenceReport.objects.order_by("starts_at")
    hours = [f"{one.starts_at.astimezone(clock.HELSINKI):%H:%M}" for one in reported]
    assert hours == ["08:15", "10:15"]


def test_nothing_that_an_answer_asks_for_is_called_optional(office: Office) -> None:
    page = office.browser.get(PAGE).content.decode()
    assert "Ensimmäinen päivä" in page
    assert "vapaaehtoinen" not in page


@pytest.mark.parametrize(("language", "lesson"), [("fi", "8.15 "), ("en", "8:15 ")])
def test_lessons_to_choose_are_written_as_the_reader_writes_time(
    language: str, lesson: str
) -> None:
    sanna = signed_in(a_morning().family.sanna, Role.GUARDIAN, language=language)
    page = sanna.get(PAGE).content.decode()
    assert re.search(rf'value="08:15-09:00"[^>]*>{lesson}', page)
