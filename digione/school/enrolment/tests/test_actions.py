"""Enrolling learners, keeping groups, and putting people into them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from uuid import UUID

import pytest

from digione.foundation import clock
from digione.foundation.access import NotYours, Role, acting
from digione.foundation.audit.reading import deeds_about
from digione.foundation.outbox.models import Envelope
from digione.foundation.tenancy import inside
from digione.school.enrolment import actions, models, queries, rules, testing
from digione.school.enrolment.models import GroupDuty, GroupKind
from digione.school.enrolment.rules import Days

from . import world

DAY = datetime.timedelta(days=1)


@pytest.fixture
def koivula(db: None) -> Iterator[world.School]:
    with inside(world.TENANT):
        yield world.a_school()


def names_in(koivula: world.School, group_id: UUID, day: datetime.date) -> list[str]:
    return [m.call_name for m in queries.members_of(koivula.tuula, [group_id], day)]


def announced() -> list[str]:
    return list(Envelope.objects.order_by("id").values_list("name", flat=True))


def test_a_secretary_enrols_a_learner_who_is_present_from_that_day(koivula: world.School) -> None:
    yusuf = world.person("Yusuf", "Ahmed")
    with acting(koivula.tuula):
        right_id = actions.enrol(
            koivula.tuula,
            learner_id=yusuf,
            school_id=koivula.school,
            form="basic",
            starts_on=clock.today(),
        )
        page = queries.learner_page(koivula.tuula, yusuf)
    assert (page.study_right_id, page.state) == (right_id, "lasna")
    assert announced() == ["enrolment.learner_enrolled.v1"]
    with inside(world.TENANT):
        assert [d.deed for d in deeds_about(yusuf)] == ["read", "write"]


def test_two_study_rights_of_one_form_at_one_school_do_not_overlap(koivula: world.School) -> None:
    with acting(koivula.tuula), pytest.raises(rules.AlreadyThere):
        actions.enrol(
            koivula.tuula,
            learner_id=koivula.aino,
            school_id=koivula.school,
            form="basic",
            starts_on=clock.today(),
        )


def test_a_teacher_enrols_nobody_and_nothing_is_left(koivula: world.School) -> None:
    yusuf = world.person("Yusuf", "Ahmed")
    with acting(koivula.minna), pytest.raises(NotYours):
        actions.enrol(
            koivula.minna,
            learner_id=yusuf,
            school_id=koivula.school,
            form="basic",
            starts_on=clock.today(),
        )
    assert not models.StudyRight.objects.filter(learner_id=yusuf).exists()


def test_a_final_state_ends_the_study_right_that_day(koivula: world.School) -> None:
    right = models.StudyRight.objects.get(learner_id=koivula.aino)
    with acting(koivula.tuula):
        actions.change_state(
            koivula.tuula,
            study_right_id=right.id,
            state="eronnut",
            starts_on=clock.today(),
            version=right.version,
        )
        assert queries.learner_page(koivula.tuula, koivula.aino).state == "eronnut"
    right.refresh_from_db()
    assert (right.span.upper, right.version) == (clock.today() + DAY, 2)


def test_a_change_to_what_somebody_else_changed_is_refused(koivula: world.School) -> None:
    right = models.StudyRight.objects.get(learner_id=koivula.aino)
    models.StudyRight.objects.filter(id=right.id).update(version=2)
    with acting(koivula.tuula):
        with pytest.raises(rules.ChangedMeanwhile):
            actions.change_state(
                koivula.tuula,
                study_right_id=right.id,
                state="loma",
                starts_on=clock.today(),
                version=1,
            )
        actions.rename_group(koivula.tuula, group_id=koivula.class_7b, name="7C", version=1)
        with pytest.raises(rules.ChangedMeanwhile):
            actions.rename_group(koivula.tuula, group_id=koivula.class_7b, name="7D", version=1)


def test_a_schools_groups_of_a_year_have_different_names(koivula: world.School) -> None:
    facts = actions.GroupFacts(name="7A ", kind=GroupKind.CLASS, grade=7)
    with acting(koivula.tuula):
        actions.open_group(
            koivula.tuula, school_id=koivula.school, school_year_id=koivula.year, facts=facts
        )
        with pytest.raises(rules.NameTaken):
            actions.rename_group(koivula.tuula, group_id=koivula.class_7b, name="7A", version=1)
        with pytest.raises(rules.NameTaken):
            actions.open_group(
                koivula.tuula, school_id=koivula.school, school_year_id=koivula.year, facts=facts
            )


def test_a_member_moves_without_a_gap_and_without_being_in_two_classes(
    koivula: world.School,
) -> None:
    class_7a = testing.group("7A", school_id=koivula.school, school_year_id=koivula.year)
    today = clock.today()
    with acting(koivula.tuula):
        actions.move_member(
            koivula.tuula,
            learner_id=koivula.aino,
            from_group_id=koivula.class_7b,
            to_group_id=class_7a,
            on=today,
        )
        for day, in_7b, in_7a in ((today - DAY, ["Aino"], []), (today, [], ["Aino"])):
            assert names_in(koivula, koivula.class_7b, day) == in_7b
            assert names_in(koivula, class_7a, day) == in_7a


def test_a_learner_is_put_into_a_group_once_and_leaves_it_once(koivula: world.School) -> None:
    today = clock.today()
    with acting(koivula.tuula):
        with pytest.raises(rules.AlreadyThere):
            actions.add_member(
                koivula.tuula,
                group_id=koivula.class_7b,
                learner_id=koivula.aino,
                days=Days(today),
            )
        leave = {"group_id": koivula.class_7b, "learner_id": koivula.aino}
        actions.remove_member(koivula.tuula, **leave, last_day=today)
        assert names_in(koivula, koivula.class_7b, today + DAY) == []
        with pytest.raises(rules.NotThere):
            actions.remove_member(koivula.tuula, **leave, last_day=today + DAY)


def test_a_teacher_answers_for_a_group_until_released(koivula: world.School) -> None:
    petri = world.as_role(world.person("Petri", "Lindholm"), Role.TEACHER)
    today = clock.today()
    with acting(koivula.jari):
        actions.put_teacher(
            koivula.jari,
            group_id=koivula.class_7b,
            teacher_id=petri.person_id,
            duty=GroupDuty.TEACHES,
            days=Days(today),
        )
    with acting(petri):
        assert [g.name for g in queries.groups_of_teacher(petri)] == ["7B"]
    with acting(koivula.jari):
        with pytest.raises(rules.AlreadyThere):
            actions.put_teacher(
                koivula.jari,
                group_id=koivula.class_7b,
                teacher_id=petri.person_id,
                duty=GroupDuty.TEACHES,
                days=Days(today),
            )
        actions.release_teacher(
            koivula.jari,
            group_id=koivula.class_7b,
            teacher_id=petri.person_id,
            last_day=today,
        )
    with clock.held(clock.now() + DAY), acting(petri):
        assert queries.groups_of_teacher(petri) == []


def test_only_those_who_keep_groups_change_them(koivula: world.School) -> None:
    for actor in (koivula.minna, koivula.sanna):
        with acting(actor), pytest.raises(NotYours):
            actions.rename_group(actor, group_id=koivula.class_7b, name="7X", version=1)
        with acting(actor), pytest.raises(NotYours):
            actions.add_member(
                actor,
                group_id=koivula.class_7b,
                learner_id=world.person("Eetu"),
                days=Days(clock.today()),
            )
