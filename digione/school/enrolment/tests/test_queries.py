"""Who is shown which learners, classes and members, and what of them stays hidden."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from digione.foundation import clock
from digione.foundation.access import NotYours, Role, acting
from digione.foundation.audit.reading import deeds_about
from digione.foundation.tenancy import inside, uuid7
from digione.school.enrolment import models, queries, testing
from digione.school.enrolment.policy import POLICY, Permission
from digione.school.organisations import testing as organisations

from . import world

YESTERDAY = datetime.timedelta(days=-1)


@pytest.fixture
def koivula(db: None) -> Iterator[world.School]:
    with inside(world.TENANT):
        yield world.a_school()


def test_a_guardian_sees_each_child_with_school_and_class(koivula: world.School) -> None:
    with acting(koivula.sanna):
        (aino,) = queries.learners_of_guardian(koivula.sanna)
    assert (aino.learner_id, aino.name, aino.initials) == (koivula.aino, "Aino Korhonen", "AK")
    assert (str(aino.school), aino.class_name, aino.grade) == ("Männikön koulu", "7B", 7)
    assert (aino.group_id, aino.state, aino.may_decide) == (koivula.class_7b, "lasna", True)


def test_the_one_statement_names_the_same_children_as_the_policy(koivula: world.School) -> None:
    eetu, former, elsewhere = (world.person(n) for n in ("Eetu", "Former", "Elsewhere"))
    for child in (eetu, elsewhere):
        testing.study_right(child, koivula.school)
    world.guards(koivula.sanna.person_id, eetu, may_decide=False)
    world.guards(koivula.sanna.person_id, former)
    world.guards(koivula.sanna.person_id, elsewhere, may_know=False)
    today = models.StudyRight.objects.filter(span__contains=clock.today())
    with acting(koivula.sanna):
        rows = queries.learners_of_guardian(koivula.sanna)
        ordinary = POLICY.visible(koivula.sanna, Permission.LEARNER, today)
        assert {r.learner_id for r in rows} == set(ordinary.values_list("learner_id", flat=True))
    assert [(r.call_name, r.may_decide) for r in rows] == [("Aino", True), ("Eetu", False)]


def test_nobody_but_a_guardian_has_children_to_show(koivula: world.School) -> None:
    sanna_at_work = world.as_role(koivula.sanna.person_id, Role.TEACHER)
    with acting(sanna_at_work):
        assert queries.learners_of_guardian(sanna_at_work) == []


def test_a_protected_childs_place_is_blank_for_the_guardian_elsewhere(
    koivula: world.School,
) -> None:
    lilja, anna, ville = (
        world.person("Lilja", "Salo", protected=True),
        world.person("Anna", "Salo"),
        world.person("Ville", "Salo"),
    )
    testing.study_right(lilja, koivula.school)
    testing.member(koivula.class_7b, lilja)
    world.guards(anna, lilja)
    world.guards(ville, lilja, lives_with=False)
    at_home, elsewhere = (world.as_role(who, Role.GUARDIAN) for who in (anna, ville))
    with acting(at_home):
        (row,) = queries.learners_of_guardian(at_home)
        assert (row.class_name, row.place_hidden) == ("7B", False)
        assert queries.group_page(at_home, koivula.class_7b).name == "7B"
    with acting(elsewhere):
        (row,) = queries.learners_of_guardian(elsewhere)
        assert row.place_hidden
        assert (row.school, row.school_id, row.class_name, row.group_id) == (None, None, "", None)
        with pytest.raises(NotYours):
            queries.group_page(elsewhere, koivula.class_7b)


def test_a_learner_sees_their_own_place(koivula: world.School) -> None:
    aino = world.as_role(koivula.aino, Role.LEARNER)
    with acting(aino):
        own = queries.own_enrolment(aino)
    assert own is not None
    assert (own.learner_id, own.class_name) == (koivula.aino, "7B")


@pytest.mark.parametrize("who", ["sanna", "minna", "jari", "tuula"])
def test_a_learners_page_opens_to_those_around_the_learner(koivula: world.School, who: str) -> None:
    actor = getattr(koivula, who)
    with acting(actor):
        page = queries.learner_page(actor, koivula.aino)
    assert (page.name, page.class_name, page.may_decide) == ("Aino Korhonen", "7B", who == "sanna")


def test_a_learners_page_is_absent_for_everybody_else(koivula: world.School) -> None:
    stranger = world.as_role(world.person("Mikko"), Role.GUARDIAN, Role.TEACHER, Role.PRINCIPAL)
    with acting(stranger), pytest.raises(NotYours):
        queries.learner_page(stranger, koivula.aino)


def test_a_class_list_leaves_out_those_whose_place_is_hidden(koivula: world.School) -> None:
    lilja = world.person("Lilja", "Salo", protected=True)
    testing.member(koivula.class_7b, lilja)
    day = clock.today()
    with acting(koivula.tuula):
        names = [m.call_name for m in queries.members_of(koivula.tuula, [koivula.class_7b], day)]
        assert names == ["Aino"]
    with acting(koivula.minna):
        names = [m.call_name for m in queries.members_of(koivula.minna, [koivula.class_7b], day)]
        assert names == ["Aino", "Lilja"]


def test_the_numbers_on_a_schools_list_agree_with_its_class_lists(koivula: world.School) -> None:
    lilja = world.person("Lilja", "Salo", protected=True)
    testing.study_right(lilja, koivula.school)
    testing.member(koivula.class_7b, lilja)
    for actor, expected in ((koivula.tuula, 1), (koivula.jari, 2)):
        with acting(actor):
            (row,) = queries.groups_of_school(actor, koivula.school)
        assert row.members == expected


def test_members_of_a_group_out_of_reach_are_nobody(koivula: world.School) -> None:
    other = world.as_role(world.person("Petri"), Role.TEACHER)
    with acting(other):
        assert queries.members_of(other, [koivula.class_7b], clock.today()) == []


def test_a_teachers_own_class_comes_before_the_other_groups(koivula: world.School) -> None:
    maths = testing.group(
        "MA7",
        school_id=koivula.school,
        school_year_id=koivula.year,
        kind=models.GroupKind.TEACHING,
    )
    testing.teacher(maths, koivula.minna.person_id)
    with acting(koivula.minna):
        rows = queries.groups_of_teacher(koivula.minna)
    assert [(r.name, r.duty, r.members) for r in rows] == [
        ("7B", "homeroom", 1),
        ("MA7", "teaches", 0),
    ]


def test_a_group_page_shows_its_members_to_staff_only(koivula: world.School) -> None:
    with acting(koivula.tuula):
        page = queries.group_page(koivula.tuula, koivula.class_7b)
    assert page.members is not None
    assert [m.call_name for m in page.members] == ["Aino"]
    assert (page.may_change, [t.name for t in page.teachers]) == (True, ["Minna Lahtinen"])
    with acting(koivula.sanna):
        page = queries.group_page(koivula.sanna, koivula.class_7b)
    assert (page.members, page.may_change) == (None, False)


def test_a_group_of_another_school_is_absent(koivula: world.School) -> None:
    elsewhere = testing.group(
        "1A", school_id=organisations.school("Koivulan koulu"), school_year_id=koivula.year
    )
    for actor in (koivula.tuula, koivula.minna, koivula.sanna):
        for group_id in (elsewhere, uuid7()):
            with acting(actor), pytest.raises(NotYours):
                queries.group_page(actor, group_id)


def test_everyone_shown_is_named_in_the_audit(koivula: world.School) -> None:
    with acting(koivula.sanna):
        queries.learners_of_guardian(koivula.sanna)
    with acting(koivula.minna):
        queries.members_of(koivula.minna, [koivula.class_7b], clock.today())
    with inside(world.TENANT):
        deeds = deeds_about(koivula.aino)
    assert [d.what for d in deeds] == ["enrolment.members", "enrolment.children"]


def test_the_guardians_desk_asks_once_however_many_children(koivula: world.School) -> None:
    for number in range(5):
        child = world.person(f"Lapsi {number}")
        testing.study_right(child, koivula.school)
        world.guards(koivula.sanna.person_id, child)
    with acting(koivula.sanna):
        with CaptureQueriesContext(connection) as asked:
            assert len(queries.learners_of_guardian(koivula.sanna)) == 6
        assert len(asked) == 1
