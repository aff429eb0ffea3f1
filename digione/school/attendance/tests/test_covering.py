"""A mark and the home's report of the same absence, in both orders."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from uuid import UUID

import pytest

from digione.foundation import clock
from digione.foundation.access import Actor, acting
from digione.foundation.outbox.telling import tell_waiting
from digione.school.attendance import models
from digione.school.attendance.actions.registering import take_register
from digione.school.attendance.actions.reporting import report_absence, withdraw_report
from digione.school.attendance.actions.totalling import count_day
from digione.school.attendance.queries.following_up import unexplained
from digione.school.attendance.queries.register import register_of
from digione.school.attendance.rules import reporting as rules
from digione.school.attendance.rules.registering import ABSENT, Mark
from digione.school.attendance.testing import missed
from digione.school.timetable import testing as timetable
from digione.school.timetable.public import ChangeKind

from .town import DAY, MONDAY, Morning, a_morning


@pytest.fixture
def morning(tenant: int) -> Iterator[Morning]:
    with clock.held(MONDAY):
        yield a_morning()


def report(actor: Actor, learner_id: UUID, hours: rules.Hours | None = None) -> UUID:
    span = rules.part_of_day(DAY, hours) if hours else rules.whole_days(DAY, DAY)
    with acting(actor):
        (made,) = report_absence(
            actor, learner_ids=[learner_id], spans=[span], absence_class="illness"
        )
    return made


def mark_absent(morning: Morning) -> None:
    marks = [Mark(learner_id=morning.family.aino, status=ABSENT)]
    with acting(morning.teacher):
        take_register(morning.teacher, lesson_id=morning.maths, day=DAY, marks=marks)


def followed_up(morning: Morning) -> list[UUID]:
    with acting(morning.principal):
        rows = unexplained(morning.principal, morning.school_id, clock.now())
    return [row.learner_id for row in rows]


@pytest.mark.parametrize("order", ["mark first", "report first"])
def test_a_reported_absence_is_explained_whichever_came_first(morning: Morning, order: str) -> None:
    aino = morning.family.aino
    if order == "mark first":
        mark_absent(morning)
        assert followed_up(morning) == [aino]
        report(morning.sanna, aino)
    else:
        report(morning.sanna, aino)
        mark_absent(morning)
    assert followed_up(morning) == []
    assert models.Mark.objects.get().absence_class == "illness"
    with acting(morning.teacher):
        row = register_of(morning.teacher, morning.maths, DAY).learner(aino)
    assert (row.mark, row.absence_class, row.told is not None) == (ABSENT, "illness", True)


@pytest.mark.parametrize("order", ["mark first", "report first"])
def test_a_report_that_is_withdrawn_leaves_the_absence_unexplained(
    morning: Morning, order: str
) -> None:
    aino = morning.family.aino
    if order == "mark first":
        mark_absent(morning)
    made = report(morning.sanna, aino)
    if order == "report first":
        mark_absent(morning)
    with acting(morning.sanna):
        withdraw_report(morning.sanna, report_id=made)
    assert followed_up(morning) == [aino]


def test_another_guardians_report_goes_on_explaining(morning: Morning) -> None:
    mark_absent(morning)
    made = report(morning.sanna, morning.family.aino)
    report(morning.mikko, morning.family.aino, (datetime.time(8), datetime.time(12)))
    with acting(morning.sanna):
        withdraw_report(morning.sanna, report_id=made)
    assert followed_up(morning) == []
    assert models.Mark.objects.get().explained_by_id == morning.family.mikko


def test_a_lesson_that_was_moved_is_met_at_its_hour_of_the_day(morning: Morning) -> None:
    aino = morning.family.aino
    missed(morning.music, aino, by=morning.minna)  # planned at 10.15
    at = {"starts_at": datetime.time(13), "ends_at": datetime.time(13, 45)}
    timetable.change(morning.music, DAY, ChangeKind.MOVED, by=morning.jari, **at)
    report(morning.sanna, aino, (datetime.time(10), datetime.time(11)))
    assert models.Mark.objects.get().absence_class == ""
    report(morning.sanna, aino, (datetime.time(13, 15), datetime.time(14)))
    assert models.Mark.objects.get().absence_class == "illness"


def test_a_mark_and_a_report_that_did_not_see_each_other_meet_when_the_fact_is_told(
    morning: Morning,
) -> None:
    """As two transactions at once leave them: neither statement saw the other's row."""
    mark_absent(morning)
    report(morning.sanna, morning.family.aino)
    models.Mark.objects.update(absence_class="", explained_by=None, explained_at=None)
    tell_waiting()
    mark = models.Mark.objects.get()
    assert (mark.absence_class, mark.explained_by_id) == ("illness", morning.family.sanna)


def test_the_days_numbers_follow_an_explanation(morning: Morning) -> None:
    mark_absent(morning)
    count_day(morning.school_id, DAY)
    report(morning.sanna, morning.family.aino)
    tell_waiting()
    rows = models.DayTotal.objects.filter(absences__gt=0)
    assert dict(rows.values_list("absence_class", "absences")) == {"illness": 1}
