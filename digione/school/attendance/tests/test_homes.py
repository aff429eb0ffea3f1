"""A home's day in one statement, and whether it says the same as the ordinary questions."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from digione.foundation import clock
from digione.foundation.access import Actor, Role, acting
from digione.foundation.audit import reading
from digione.foundation.tenancy import uuid7
from digione.school.attendance import models
from digione.school.attendance.policy import POLICY, Permission
from digione.school.attendance.queries import homes
from digione.school.attendance.testing import missed, taken
from digione.school.enrolment import public as enrolment
from digione.school.enrolment import testing as classes
from digione.school.people import testing as people
from digione.school.people.testing import actor_of
from digione.school.timetable import public as timetable
from digione.school.timetable import testing as plans

from .town import DAY, MONDAY, Morning, a_morning


@pytest.fixture
def morning(tenant: int) -> Iterator[Morning]:
    with clock.held(MONDAY):
        yield a_morning()


def days(actor: Actor, last: datetime.date = DAY) -> dict[UUID, homes.DayRow]:
    with acting(actor):
        learners = enrolment.learners_of_guardian(actor)
        return homes.days_of(actor, learners, DAY, last)


def test_a_guardian_sees_the_lessons_of_each_child(morning: Morning) -> None:
    found = days(morning.sanna)
    assert set(found) == {morning.family.aino, morning.family.eetu}
    for day in found.values():
        assert [str(hour.subject) for hour in day.hours] == ["Matematiikka", "Historia", "Musiikki"]


def test_the_hours_are_those_that_the_timetable_answers(morning: Morning) -> None:
    jari = morning.jari
    plans.change(morning.history, DAY, timetable.ChangeKind.CANCELLED, by=jari)
    plans.change(
        morning.music,
        DAY,
        timetable.ChangeKind.MOVED,
        by=jari,
        starts_at=datetime.time(12),
        ends_at=datetime.time(12, 45),
    )
    learners = [morning.family.aino, morning.family.eetu]
    with acting(morning.sanna) as sanna:
        ordinary = timetable.lessons_of_learners(sanna, learners, DAY)
    found = days(morning.sanna)
    for learner in learners:
        assert [
            (h.lesson_id, h.starts_at, h.ends_at, h.subject, h.room, h.change)
            for h in found[learner].hours
        ] == [
            (r.lesson_id, r.starts_at, r.ends_at, r.subject, r.room, r.change or "")
            for r in ordinary[learner]
        ]


def test_the_marks_and_reports_are_those_that_the_policy_lets_through(morning: Morning) -> None:
    missed(morning.maths, morning.family.eetu, by=morning.minna)
    missed(morning.history, morning.family.aino, by=morning.minna, told="illness")
    models.AbsenceReport.objects.create(
        learner_id=morning.family.aino,
        reported_by_id=morning.family.sanna,
        reported_at=MONDAY,
        starts_at=MONDAY,
        absence_class="illness",
    )
    found = days(morning.sanna)
    with acting(morning.sanna) as sanna:
        marks = POLICY.visible(sanna, Permission.VIEW, models.Mark.objects.all())
        ordinary = set(marks.values_list("learner_id", "lesson_id", "absence_class"))
        reports = POLICY.visible(sanna, Permission.VIEW_REPORT, models.AbsenceReport.objects.all())
        reported = set(reports.values_list("id", "learner_id"))
    assert ordinary == {
        (day.learner_id, hour.lesson_id, hour.absence_class)
        for day in found.values()
        for hour in day.hours
        if hour.status
    }
    assert reported == {
        (report.report_id, day.learner_id) for day in found.values() for report in day.reports
    }


def test_past_days_stay_unexplained_until_somebody_tells(morning: Morning) -> None:
    earlier = DAY - datetime.timedelta(7)
    missed(morning.maths, morning.family.eetu, by=morning.minna, day=earlier)
    missed(morning.maths, morning.family.eetu, by=morning.minna)
    unexplained = days(morning.sanna)[morning.family.eetu].unexplained
    assert [row.day for row in unexplained] == [DAY, earlier]


def test_homework_is_what_the_last_lesson_of_a_subject_gave(morning: Morning) -> None:
    taken(morning.maths, by=morning.minna, day=DAY - datetime.timedelta(7), homework="s. 40")
    found = days(morning.sanna)[morning.family.aino].homework
    assert [(str(row.subject), row.text) for row in found] == [("Matematiikka", "s. 40")]
    taken(morning.maths, by=morning.minna, homework="")
    assert days(morning.sanna)[morning.family.aino].homework == ()


def test_one_statement_answers_for_all_children_and_days(morning: Morning) -> None:
    with acting(morning.sanna) as sanna:
        learners = enrolment.learners_of_guardian(sanna)
        homes.days_of(sanna, learners, DAY, DAY)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            homes.days_of(sanna, learners, DAY, DAY + datetime.timedelta(6))
    assert len(asked) == 1


def test_the_audit_names_the_children_who_were_shown(morning: Morning) -> None:
    days(morning.sanna)
    deeds = {deed.what for deed in reading.deeds_about(morning.family.eetu)}
    assert "attendance.day" in deeds


@pytest.mark.parametrize("role", list(Role))
def test_a_stranger_in_any_role_sees_nothing_even_with_the_rows_of_others(
    morning: Morning, role: Role
) -> None:
    with acting(morning.sanna) as sanna:
        learners = enrolment.learners_of_guardian(sanna)
    with acting(actor_of(uuid7(), role)) as stranger:
        found = homes.day_of(stranger, learners, DAY)
    assert all(day == homes.DayRow(day.learner_id) for day in found.values())


def test_a_guardian_at_work_sees_nothing_as_a_guardian(morning: Morning) -> None:
    with acting(morning.sanna) as sanna:
        learners = enrolment.learners_of_guardian(sanna)
        found = homes.day_of(sanna.acting_as(Role.TEACHER), learners, DAY)
    assert not any(day.hours for day in found.values())


def test_a_protected_place_stays_blank_for_the_guardian_elsewhere(morning: Morning) -> None:
    salo = people.a_protected_family()
    classes.study_right(salo.lilja, morning.school_id)
    classes.member(morning.group_id, salo.lilja)
    missed(morning.maths, salo.lilja, by=morning.minna)
    anna = days(actor_of(salo.anna, Role.GUARDIAN))[salo.lilja]
    ville = days(actor_of(salo.ville, Role.GUARDIAN))[salo.lilja]
    assert anna.hours
    assert anna.unexplained
    assert ville == homes.DayRow(salo.lilja)


def test_a_guardian_without_the_right_to_know_sees_no_child(morning: Morning) -> None:
    unknowing = people.a_person("Ei")
    people.a_guardianship(unknowing, morning.family.aino, may_know=False)
    assert days(actor_of(unknowing, Role.GUARDIAN)) == {}
