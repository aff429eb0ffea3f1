"""The register's one statement answers as the ordinary questions do."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from digione.foundation.access import Actor, NotYours, Role, acting
from digione.school.attendance import models
from digione.school.attendance.actions.registering import take_register
from digione.school.attendance.policy import POLICY, Permission
from digione.school.attendance.queries.register import register_of
from digione.school.attendance.rules.registering import ABSENT, LATE, Mark
from digione.school.people import testing as people
from digione.school.timetable.public import lessons_of_teacher

from .world import MONDAY, Morning, a_morning, told

pytestmark = pytest.mark.usefixtures("tenant", "at_school")


def is_open(actor: Actor, morning: Morning) -> bool:
    with acting(actor):
        try:
            register_of(actor, morning.lesson, MONDAY)
        except NotYours:
            return False
    return True


def may_take(actor: Actor, morning: Morning) -> bool:
    """The same, asked of the stored register by the policy itself."""
    register = models.Register.objects.filter(lesson_id=morning.lesson, day=MONDAY)
    return POLICY.visible(actor, Permission.TAKE, register).exists()


@pytest.mark.parametrize("role", list(Role))
def test_who_may_open_a_register_may_take_it_and_nobody_else(role: Role) -> None:
    morning = a_morning()
    models.Register.objects.create(lesson_id=morning.lesson, day=MONDAY)
    for person in (morning.minna, morning.jari, morning.tuula, morning.family.aino):
        actor = people.actor_of(person, role)
        if role != Role.OPERATOR or person == morning.minna:
            assert is_open(actor, morning) == may_take(actor, morning)


def test_the_rows_are_the_stored_marks_in_the_order_of_the_alphabet() -> None:
    morning = a_morning(others=5)
    told(morning.family.eetu, morning.family.sanna)
    late = Mark(learner_id=morning.others[2], status=LATE, minutes=4)
    gone = Mark(learner_id=morning.others[3], status=ABSENT)
    with acting(morning.teacher):
        take_register(morning.teacher, lesson_id=morning.lesson, day=MONDAY, marks=[late, gone])
        register = register_of(morning.teacher, morning.lesson, MONDAY)
    marks = models.Mark.objects.filter(lesson_id=morning.lesson, day=MONDAY)
    stored = {
        mark.learner_id: (mark.status, mark.minutes_late, mark.absence_class) for mark in marks
    }
    shown = {
        row.learner_id: (row.mark, row.minutes, row.absence_class)
        for row in register.roll
        if row.is_stored
    }
    assert shown == stored
    assert len(shown) == 3
    order = [morning.family.aino, morning.family.eetu, *morning.others]
    assert [row.learner_id for row in register.roll] == order


def test_a_register_is_one_statement_beside_the_days_lessons() -> None:
    morning = a_morning(others=23)
    with acting(morning.teacher):
        lessons = lessons_of_teacher(morning.teacher, MONDAY)
        with CaptureQueriesContext(connection) as asked:
            register_of(morning.teacher, morning.lesson, MONDAY, beside=lessons)
    assert len(asked) == 1
