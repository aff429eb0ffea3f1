"""Planning lessons, publishing plans, changing days."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from uuid import UUID

import pytest

from digione.foundation.access import Actor, NotYours, Role, acting
from digione.foundation.outbox.models import Envelope
from digione.school.curriculum import testing as curriculum
from digione.school.people import testing as people
from digione.school.timetable import models, testing
from digione.school.timetable.public import (
    ChangedMeanwhile,
    Clashing,
    Move,
    NewLesson,
    Slot,
    WrongWeekday,
    add_period,
    add_room,
    cancel_lesson,
    clashes_of,
    lessons_of_school,
    move_lesson,
    name_substitute,
    plan_lesson,
    publish_plan,
    restore_lesson,
    start_plan,
    withdraw_plan,
)

from .world import MONDAY, Week, a_week

TUESDAY = MONDAY + datetime.timedelta(days=1)

pytestmark = pytest.mark.usefixtures("at_school")


@pytest.fixture
def week(tenant: int) -> Iterator[Week]:
    made = a_week()
    with acting(made.principal):
        yield made


def a_lesson(week: Week, *, at: str = "08:15", day: datetime.date = MONDAY) -> NewLesson:
    starts_at = datetime.time.fromisoformat(at)
    return NewLesson(
        subject_id=curriculum.subject("Biologia", code=f"BI{at}"),
        slot=Slot(
            weekday=day.isoweekday(),
            starts_at=starts_at,
            ends_at=starts_at.replace(hour=starts_at.hour + 1),
            first=MONDAY,
        ),
        teacher_ids=[week.teacher.person_id],
        group_ids=[week.class_7b],
    )


def planned(week: Week) -> UUID:
    """A second plan of the school, with one lesson on Monday at 8.15."""
    plan = start_plan(week.principal, school_id=week.school, first=MONDAY)
    plan_lesson(week.principal, plan_id=plan, lesson=a_lesson(week))
    return plan


def subjects_on(week: Week, day: datetime.date = MONDAY) -> list[str]:
    return [str(row.subject) for row in lessons_of_school(week.principal, week.school, day)]


def announced() -> list[str]:
    return list(Envelope.objects.order_by("id").values_list("name", flat=True))


def test_a_plan_is_seen_once_published_and_the_last_one_holds(week: Week) -> None:
    plan = planned(week)
    assert subjects_on(week) == ["Matematiikka", "Historia"]
    assert publish_plan(week.principal, plan_id=plan, version=1) == 2
    assert subjects_on(week) == ["Biologia"]
    assert subjects_on(week, MONDAY - datetime.timedelta(days=7)) == ["Matematiikka", "Historia"]
    assert announced() == ["timetable.plan_published.v1"]


def test_taking_a_plan_back_lets_the_one_before_hold_again(week: Week) -> None:
    plan = planned(week)
    version = publish_plan(week.principal, plan_id=plan, version=1)
    withdraw_plan(week.principal, plan_id=plan, version=version)
    assert subjects_on(week) == ["Matematiikka", "Historia"]
    assert announced()[-1] == "timetable.plan_withdrawn.v1"


def test_of_two_who_publish_at_once_the_later_is_told(week: Week) -> None:
    plan = planned(week)
    publish_plan(week.principal, plan_id=plan, version=1)
    with pytest.raises(ChangedMeanwhile):
        publish_plan(week.principal, plan_id=plan, version=1)


def test_a_plan_with_clashes_is_published_only_knowingly(week: Week) -> None:
    plan = planned(week)
    plan_lesson(week.principal, plan_id=plan, lesson=a_lesson(week, at="08:30"))
    (clash,) = clashes_of(week.principal, plan)
    assert clash.over == {week.teacher.person_id, week.class_7b}
    with pytest.raises(Clashing):
        publish_plan(week.principal, plan_id=plan, version=1)
    publish_plan(week.principal, plan_id=plan, version=1, accepting_clashes=True)
    assert len(subjects_on(week)) == 2


def test_a_lesson_added_to_a_published_plan_holds_at_once(week: Week) -> None:
    plan_lesson(week.principal, plan_id=week.plan, lesson=a_lesson(week, at="12:15"))
    assert subjects_on(week) == ["Matematiikka", "Historia", "Biologia"]


def test_a_period_and_a_room_are_added_by_those_who_plan(week: Week) -> None:
    times = {"starts_at": datetime.time(8, 15), "ends_at": datetime.time(9)}
    add_period(week.principal, school_id=week.school, ordinal=1, **times)
    add_room(week.principal, school_id=week.school, name=" C101 ")
    assert models.DayPeriod.objects.count() == 1
    assert models.Room.objects.filter(name="C101").exists()


def test_a_lesson_is_cancelled_and_restored(week: Week) -> None:
    version = cancel_lesson(week.principal, lesson_id=week.maths, day=MONDAY)
    assert models.DayChange.objects.get().kind == "cancelled"
    restore_lesson(week.principal, lesson_id=week.maths, day=MONDAY, version=version)
    assert models.DayChange.objects.count() == 0
    assert announced() == ["timetable.lesson_cancelled.v1", "timetable.lesson_restored.v1"]


def test_a_new_change_forgets_what_the_old_one_said(week: Week) -> None:
    version = cancel_lesson(week.principal, lesson_id=week.maths, day=MONDAY, note="Sairas")
    petri = people.an_employee("Petri", "Lindholm", role=Role.TEACHER, school_id=week.school)
    name_substitute(
        week.principal, lesson_id=week.maths, day=MONDAY, teacher_id=petri, version=version
    )
    change = models.DayChange.objects.get()
    assert (change.kind, change.note, change.version) == ("substitute", "", 2)


def test_a_lesson_is_moved_to_another_room(week: Week) -> None:
    gym = testing.room(week.school, "Sali")
    move_lesson(week.principal, lesson_id=week.maths, day=MONDAY, to=Move(room_id=gym))
    assert models.DayChange.objects.get().room_id == gym
    assert announced() == ["timetable.lesson_moved.v1"]


def test_of_two_who_change_one_day_the_later_is_told(week: Week) -> None:
    cancel_lesson(week.principal, lesson_id=week.maths, day=MONDAY)
    with pytest.raises(ChangedMeanwhile):
        move_lesson(week.principal, lesson_id=week.maths, day=MONDAY, to=Move(room_id=week.room))


def test_a_day_without_the_lesson_cannot_be_changed(week: Week) -> None:
    with pytest.raises(WrongWeekday):
        cancel_lesson(week.principal, lesson_id=week.maths, day=TUESDAY)


@pytest.mark.parametrize("role", list(Role))
def test_strangers_plan_and_change_nothing(week: Week, role: Role) -> None:
    if role == Role.OPERATOR:
        pytest.skip("a named system at work for the municipality reaches every plan")
    stranger = people.actor_of(people.a_person("Petri", "Lindholm"), role)
    with acting(stranger):
        refused_everything(stranger, week)
    assert (models.DayChange.objects.count(), models.Plan.objects.count()) == (0, 1)


@pytest.mark.parametrize("who", ["teacher", "guardian", "learner"])
def test_those_of_the_class_plan_and_change_nothing(week: Week, who: str) -> None:
    actor: Actor = getattr(week, who)
    with acting(actor):
        refused_everything(actor, week)
    assert (models.DayChange.objects.count(), models.Plan.objects.count()) == (0, 1)


def refused_everything(actor: Actor, week: Week) -> None:
    with pytest.raises(NotYours):
        cancel_lesson(actor, lesson_id=week.maths, day=MONDAY)
    with pytest.raises(NotYours):
        publish_plan(actor, plan_id=week.plan, version=1)
    with pytest.raises(NotYours):
        withdraw_plan(actor, plan_id=week.plan, version=1)
    with pytest.raises(NotYours):
        plan_lesson(actor, plan_id=week.plan, lesson=a_lesson(week, at="13:15"))
    with pytest.raises(NotYours):
        start_plan(actor, school_id=week.school, first=MONDAY)
