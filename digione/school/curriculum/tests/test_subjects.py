"""National codes and the subjects of a municipality."""

from __future__ import annotations

import string
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digione.foundation.access import Actor, NotYours, Role, acting
from digione.foundation.language import LANGUAGES, LocalizedText
from digione.foundation.tenancy import uuid7
from digione.school.curriculum import actions, queries, rules

ADMINISTRATOR = Actor(7, uuid7(), frozenset({Role.ADMINISTRATOR}))
STATUS = {"success", "warning", "danger", "info", "neutral", "accent"}


@pytest.fixture
def at_work(db: None) -> Iterator[Actor]:
    with acting(ADMINISTRATOR) as actor:
        yield actor


@pytest.mark.usefixtures("db")
def test_every_common_code_has_its_name_in_three_languages() -> None:
    for code_set, at_least in (
        ("koskioppiaineetyleissivistava", 27),
        ("perusopetuksenluokkaaste", 9),
        ("kielivalikoima", 8),
        ("oppiaineaidinkielijakirjallisuus", 5),
    ):
        codes = queries.national_codes(code_set)
        assert len(codes) >= at_least
        assert all(row.names.get(language) for row in codes for language in LANGUAGES)


def test_national_subjects_are_adopted_once(at_work: Actor) -> None:
    some = actions.adopt_national_subjects(at_work, codes=["MA", "AI"])
    everything = actions.adopt_national_subjects(at_work)
    assert set(some) == {"MA", "AI"}
    assert everything["MA"] == some["MA"]
    rows = queries.subjects(at_work)
    assert len(rows) == len(everything) == 27
    assert next(r for r in rows if r.code == "KO").names["sv"] == "Huslig ekonomi"


def test_a_municipality_has_subjects_and_courses_of_its_own(at_work: Actor) -> None:
    names = LocalizedText(fi="Robotiikka", sv="Robotik", en="Robotics")
    robotics = actions.add_subject(at_work, code="ROB", names=names)
    with pytest.raises(rules.CodeTaken):
        actions.add_subject(at_work, code="ROB", names=names)
    actions.colour_subject(at_work, subject_id=robotics, colour="sun")
    actions.add_course(at_work, subject_id=robotics, code="ROB8", names=names, grade=8)
    with pytest.raises(rules.CodeTaken):
        actions.add_course(at_work, subject_id=robotics, code="ROB8", names=names)
    assert [(r.code, r.colour) for r in queries.subjects(at_work)] == [("ROB", "sun")]
    assert [(r.code, r.grade) for r in queries.courses(at_work, robotics)] == [("ROB8", 8)]
    with pytest.raises(NotYours):
        actions.add_course(at_work, subject_id=uuid7(), code="X", names=names)


@pytest.mark.usefixtures("db")
def test_a_teacher_changes_no_subjects() -> None:
    teacher = Actor(7, uuid7(), frozenset({Role.TEACHER}))
    with acting(teacher), pytest.raises(NotYours):
        actions.add_subject(teacher, code="ROB", names=LocalizedText(fi="Robotiikka"))


@given(st.text(string.ascii_uppercase + string.digits, min_size=1, max_size=12))
def test_every_subject_has_a_colour_that_is_no_status(code: str) -> None:
    assert rules.colour_of(code) in rules.COLOURS
    assert rules.colour_of(code) == rules.colour_of(code)
    assert not STATUS & set(rules.COLOURS)


@pytest.mark.parametrize("code", ["", "ma", "MA MA", "A" * 13])
def test_a_bad_code_is_refused(code: str) -> None:
    with pytest.raises(rules.BadCode):
        rules.check_code(code)
    with pytest.raises(rules.BadColour):
        rules.check_colour("danger")
