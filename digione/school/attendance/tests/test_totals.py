"""A school's day in numbers, counted from its registers."""

from __future__ import annotations

import pytest

from digione.foundation.access import acting
from digione.foundation.outbox.telling import tell_waiting
from digione.school.attendance import models
from digione.school.attendance.actions.registering import take_register
from digione.school.attendance.actions.totalling import count_day
from digione.school.attendance.rules.registering import ABSENT, LATE, PRESENT, Mark

from .world import MONDAY, Morning, a_morning, told

pytestmark = pytest.mark.usefixtures("tenant", "at_school")
Numbers = dict[str, tuple[int, int, int, int]]


def take(morning: Morning, *marks: Mark) -> None:
    with acting(morning.teacher):
        take_register(morning.teacher, lesson_id=morning.lesson, day=MONDAY, marks=marks)


def totals() -> Numbers:
    rows = models.DayTotal.objects.values_list(
        "absence_class", "lessons_held", "learner_lessons", "absences", "late"
    )
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in rows}


def test_absences_are_counted_by_class_and_the_rest_beside() -> None:
    morning = a_morning(others=8)
    told(morning.family.eetu, morning.family.sanna)
    late, gone = morning.others[:2]
    take(morning, Mark(learner_id=late, status=LATE), Mark(learner_id=gone, status=ABSENT))
    count_day(morning.school, MONDAY)
    assert totals() == {"": (1, 10, 1, 1), "illness": (0, 0, 1, 0)}


def test_counting_again_replaces_what_was_counted() -> None:
    morning = a_morning()
    told(morning.family.eetu, morning.family.sanna)
    take(morning)
    count_day(morning.school, MONDAY)
    count_day(morning.school, MONDAY)
    assert totals() == {"": (1, 2, 0, 0), "illness": (0, 0, 1, 0)}
    take(morning, Mark(learner_id=morning.family.eetu, status=PRESENT))
    count_day(morning.school, MONDAY)
    assert totals() == {"": (1, 2, 0, 0)}


def test_the_day_is_counted_when_the_fact_is_told() -> None:
    morning = a_morning()
    take(morning, Mark(learner_id=morning.family.eetu, status=ABSENT))
    assert totals() == {}
    tell_waiting()
    assert totals() == {"": (1, 2, 1, 0)}
