"""Taking a register by exception, and two teachers at it."""

from __future__ import annotations

import datetime

import pytest

from digione.foundation import clock
from digione.foundation.access import Actor, NotYours, Role, acting
from digione.foundation.outbox.models import Envelope
from digione.school.attendance import models
from digione.school.attendance.actions.registering import take_register
from digione.school.attendance.queries.register import RegisterRow, register_of
from digione.school.attendance.rules.registering import (
    ABSENT,
    ELSEWHERE,
    LATE,
    PRESENT,
    Mark,
    MarkedMeanwhile,
    NotHeld,
    NotYet,
    TooLate,
)
from digione.school.enrolment import testing as enrolment
from digione.school.organisations import testing as organisations
from digione.school.people import testing as people
from digione.school.timetable import testing as timetable
from digione.school.timetable.public import ChangeKind

from .world import MONDAY, Morning, a_colleague, a_morning, told

pytestmark = pytest.mark.usefixtures("tenant", "at_school")


def take(actor: Actor, morning: Morning, *marks: Mark, day: datetime.date = MONDAY) -> RegisterRow:
    with acting(actor):
        return take_register(actor, lesson_id=morning.lesson, day=day, marks=marks)


def opened(actor: Actor, morning: Morning, day: datetime.date = MONDAY) -> RegisterRow:
    with acting(actor):
        return register_of(actor, morning.lesson, day)


def test_everybody_is_present_until_somebody_says_otherwise() -> None:
    morning = a_morning(others=3)
    register = opened(morning.teacher, morning)
    assert not register.is_taken
    assert [row.mark for row in register.roll] == [PRESENT] * 5
    assert models.Register.objects.count() == 0


def test_a_register_without_exceptions_is_one_row() -> None:
    morning = a_morning(others=23)
    take(morning.teacher, morning)
    assert models.Register.objects.get().taken_by_id == morning.minna
    assert models.Mark.objects.count() == 0


def test_only_what_differs_is_stored() -> None:
    morning = a_morning(others=23)
    aino, eetu = morning.family.aino, morning.family.eetu
    marks = [Mark(learner_id=one, status=PRESENT) for one in morning.others]
    marks += [
        Mark(learner_id=aino, status=LATE, minutes=6),
        Mark(learner_id=eetu, status=ABSENT),
    ]
    take(morning.teacher, morning, *marks)
    stored = models.Mark.objects.order_by("status").values_list("learner", "status", "minutes_late")
    assert list(stored) == [(eetu, "absent", None), (aino, "late", 6)]


def test_back_to_present_takes_the_mark_away() -> None:
    morning = a_morning()
    eetu = morning.family.eetu
    take(morning.teacher, morning, Mark(learner_id=eetu, status=ABSENT))
    register = take(morning.teacher, morning, Mark(learner_id=eetu, status=PRESENT))
    assert register.learner(eetu).mark == PRESENT
    assert models.Mark.objects.count() == 0


def test_a_report_of_the_home_makes_the_learner_absent_with_a_class() -> None:
    morning = a_morning()
    told(morning.family.eetu, morning.family.sanna)
    assert opened(morning.teacher, morning).learner(morning.family.eetu).mark == ABSENT
    assert models.Mark.objects.count() == 0
    take(morning.teacher, morning)
    mark = models.Mark.objects.get()
    assert (mark.learner_id, mark.status, mark.absence_class, mark.class_version) == (
        morning.family.eetu,
        "absent",
        "illness",
        1,
    )


def test_the_first_mark_of_anybody_writes_what_homes_have_told() -> None:
    morning = a_morning()
    told(morning.family.eetu, morning.family.sanna)
    take(morning.teacher, morning, Mark(learner_id=morning.family.aino, status=LATE))
    marks = dict(models.Mark.objects.values_list("learner_id", "absence_class"))
    assert marks == {morning.family.aino: "", morning.family.eetu: "illness"}


def test_a_learner_who_came_after_all_is_present_though_reported() -> None:
    morning = a_morning()
    told(morning.family.eetu, morning.family.sanna)
    take(morning.teacher, morning, Mark(learner_id=morning.family.eetu, status=PRESENT))
    assert models.Mark.objects.count() == 0
    assert opened(morning.teacher, morning).learner(morning.family.eetu).mark == PRESENT


def test_a_report_for_a_few_minutes_of_the_lesson_is_no_absence() -> None:
    morning = a_morning()
    told(morning.family.eetu, morning.family.sanna, until="08:30")
    row = opened(morning.teacher, morning).learner(morning.family.eetu)
    assert row.mark == PRESENT
    assert row.told


def test_a_withdrawn_report_is_forgotten() -> None:
    morning = a_morning()
    told(morning.family.eetu, morning.family.sanna)
    models.AbsenceReport.objects.update(withdrawn_at=clock.now())
    assert opened(morning.teacher, morning).learner(morning.family.eetu).told is None


def test_elsewhere_is_an_activity_of_the_school() -> None:
    morning = a_morning()
    take(morning.teacher, morning, Mark(learner_id=morning.family.aino, status=ELSEWHERE))
    assert models.Mark.objects.get().absence_class == "other_teaching"


def test_an_explanation_stays_while_the_learner_stays_absent() -> None:
    morning = a_morning()
    eetu = morning.family.eetu
    take(morning.teacher, morning, Mark(learner_id=eetu, status=ABSENT))
    models.Mark.objects.update(absence_class="illness", class_version=1, explained_at=clock.now())
    take(morning.teacher, morning, Mark(learner_id=eetu, status=ABSENT, seen="present"))
    assert models.Mark.objects.get().absence_class == "illness"
    take(morning.teacher, morning, Mark(learner_id=eetu, status=LATE))
    assert models.Mark.objects.get().absence_class == ""


def test_two_teachers_who_mark_different_learners_both_save() -> None:
    morning = a_morning()
    asa = a_colleague(morning)
    take(
        morning.teacher,
        morning,
        Mark(learner_id=morning.family.eetu, status=ABSENT, seen="present"),
    )
    take(asa, morning, Mark(learner_id=morning.family.aino, status=LATE, minutes=3, seen="present"))
    assert models.Mark.objects.count() == 2


def test_of_two_teachers_who_mark_one_learner_the_later_is_told_and_loses_nothing() -> None:
    morning = a_morning()
    eetu, aino, asa = morning.family.eetu, morning.family.aino, a_colleague(morning)
    take(asa, morning, Mark(learner_id=eetu, status=ABSENT, seen="present"))
    mine = [
        Mark(learner_id=eetu, status=LATE, minutes=6, seen="present"),
        Mark(learner_id=aino, status=LATE, seen="present"),
    ]
    with pytest.raises(MarkedMeanwhile) as meanwhile:
        take(morning.teacher, morning, *mine)
    assert meanwhile.value.learner_ids == {eetu}
    assert models.Mark.objects.get().status == "absent"
    again = [Mark(learner_id=eetu, status=LATE, minutes=6, seen="absent"), mine[1]]
    take(morning.teacher, morning, *again)
    assert models.Mark.objects.filter(status="late").count() == 2


def test_nobody_removes_a_mark_that_they_have_not_seen() -> None:
    morning = a_morning()
    eetu, asa = morning.family.eetu, a_colleague(morning)
    take(asa, morning, Mark(learner_id=eetu, status=ABSENT))
    with pytest.raises(MarkedMeanwhile):
        take(morning.teacher, morning, Mark(learner_id=eetu, status=PRESENT, seen="present"))
    take(morning.teacher, morning, Mark(learner_id=eetu, status=PRESENT, seen="absent"))
    assert models.Mark.objects.count() == 0


def test_ones_own_earlier_tap_is_no_conflict() -> None:
    morning = a_morning()
    eetu = morning.family.eetu
    take(morning.teacher, morning, Mark(learner_id=eetu, status=ABSENT, seen="present"))
    take(morning.teacher, morning, Mark(learner_id=eetu, status=LATE, seen="present"))
    assert models.Mark.objects.get().status == "late"


def test_facts_are_announced_once_and_name_no_reason() -> None:
    morning = a_morning()
    take(morning.teacher, morning, Mark(learner_id=morning.family.eetu, status=ABSENT))
    take(morning.teacher, morning, Mark(learner_id=morning.family.aino, status=LATE))
    names = list(Envelope.objects.order_by("id").values_list("name", flat=True))
    assert names == [
        "attendance.register_taken.v1",
        "attendance.absence_marked.v1",
        "attendance.register_mended.v1",
    ]
    assert set(Envelope.objects.get(name="attendance.absence_marked.v1").facts) == {
        "lesson_id",
        "day",
        "learner_id",
    }


def test_the_same_marks_again_change_nothing() -> None:
    morning = a_morning()
    mark = Mark(learner_id=morning.family.eetu, status=ABSENT)
    take(morning.teacher, morning, mark)
    before = Envelope.objects.count(), models.Mark.objects.get().marked_at
    take(morning.teacher, morning, mark)
    assert (Envelope.objects.count(), models.Mark.objects.get().marked_at) == before


def test_tomorrow_cannot_be_marked() -> None:
    morning = a_morning()
    with pytest.raises(NotYet):
        take(morning.teacher, morning, day=MONDAY + datetime.timedelta(days=7))


def test_teachers_mend_two_weeks_back_and_the_principal_later() -> None:
    morning = a_morning()
    long_ago = MONDAY - datetime.timedelta(days=21)
    take(morning.teacher, morning, day=MONDAY - datetime.timedelta(days=14))
    with pytest.raises(TooLate):
        take(morning.teacher, morning, day=long_ago)
    take(morning.principal, morning, day=long_ago)
    assert models.Register.objects.count() == 2


def test_a_principal_of_another_school_is_here_a_teacher_like_others() -> None:
    morning = a_morning()
    elsewhere = organisations.school("Koivulan koulu")
    kaisa = people.an_employee("Kaisa", "Kallio", role=Role.PRINCIPAL, school_id=elsewhere)
    timetable.also_teaches(morning.lesson, kaisa)
    actor = people.actor_of(kaisa, Role.PRINCIPAL, Role.TEACHER)
    take(actor, morning, day=MONDAY - datetime.timedelta(days=14))
    with pytest.raises(TooLate):
        take(actor, morning, day=MONDAY - datetime.timedelta(days=21))
    assert not opened(actor, morning, MONDAY - datetime.timedelta(days=21)).is_markable


def test_a_cancelled_lesson_is_not_marked() -> None:
    morning = a_morning()
    timetable.change(morning.lesson, MONDAY, ChangeKind.CANCELLED, by=morning.jari)
    with pytest.raises(NotHeld):
        take(morning.teacher, morning)


def test_a_substitute_takes_the_register_of_that_day_and_of_no_other() -> None:
    morning = a_morning()
    petri = people.an_employee("Petri", "Lindholm", role=Role.TEACHER)
    actor = people.actor_of(petri, Role.TEACHER)
    with pytest.raises(NotYours):
        take(actor, morning)
    timetable.change(
        morning.lesson, MONDAY, ChangeKind.SUBSTITUTE, by=morning.jari, teacher_id=petri
    )
    take(actor, morning)
    with pytest.raises(NotYours):
        take(actor, morning, day=MONDAY - datetime.timedelta(days=7))


def test_a_learner_of_another_class_cannot_be_marked() -> None:
    morning = a_morning()
    stranger = people.a_person("Yusuf", "Ahmed")
    with pytest.raises(NotYours):
        take(morning.teacher, morning, Mark(learner_id=stranger, status=ABSENT))
    assert models.Register.objects.count() == 0


def test_on_a_day_on_which_the_lesson_is_not_held_there_is_no_register() -> None:
    morning = a_morning()
    with pytest.raises(NotYours):
        take(morning.teacher, morning, day=MONDAY - datetime.timedelta(days=1))


@pytest.mark.parametrize("role", list(Role))
def test_a_stranger_of_any_role_takes_no_register(role: Role) -> None:
    morning = a_morning()
    if role == Role.OPERATOR:
        pytest.skip("a named system at work for the municipality reaches every register")
    stranger = people.actor_of(people.a_person("Petri", "Lindholm"), role)
    with pytest.raises(NotYours):
        take(stranger, morning)
    assert models.Register.objects.count() == 0


def test_the_protected_learner_stands_in_the_class_of_those_who_teach_and_lead_her() -> None:
    morning, lilja = a_morning(), people.a_protected_family().lilja
    enrolment.study_right(lilja, morning.school)
    enrolment.member(morning.class_7b, lilja)
    system = people.actor_of(morning.tuula, Role.OPERATOR)
    assert opened(morning.teacher, morning).learner(lilja).name == "Lilja Salo"
    assert opened(morning.principal, morning).learner(lilja).name == "Lilja Salo"
    assert len(opened(system, morning).roll) == 2
    with pytest.raises(NotYours):
        take(system, morning, Mark(learner_id=lilja, status=ABSENT))
