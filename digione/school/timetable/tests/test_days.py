"""Who teaches whom, where and when, as each role may know it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from digione.foundation.access import Actor, NotYours, Role, acting
from digione.foundation.tenancy import inside
from digione.school.enrolment import testing as enrolment
from digione.school.enrolment.public import remove_member
from digione.school.organisations import testing as organisations
from digione.school.organisations.public import Days
from digione.school.people import testing as people
from digione.school.people.public import protect_person
from digione.school.timetable import models, testing
from digione.school.timetable.models import ChangeKind
from digione.school.timetable.policy import POLICY, Permission
from digione.school.timetable.public import (
    LessonRow,
    When,
    lesson_on,
    lessons_of_learners,
    lessons_of_school,
    lessons_of_teacher,
    lessons_taught,
    week_of_group,
)

from .world import MONDAY, Week, a_week

pytestmark = pytest.mark.usefixtures("tenant", "at_school")
TUESDAY = MONDAY + datetime.timedelta(days=1)
Asked = Callable[[Actor, Week], list[LessonRow]]
QUESTIONS: dict[str, Asked] = {
    "learner": lambda actor, week: lessons_of_learners(actor, [week.aino], MONDAY)[week.aino],
    "teacher": lambda actor, week: lessons_of_teacher(actor, MONDAY),
    "school": lambda actor, week: lessons_of_school(actor, week.school, MONDAY),
    "group": lambda actor, week: week_of_group(actor, week.class_7b, MONDAY),
}


def test_a_learner_has_the_lessons_of_her_groups() -> None:
    week = a_week()
    first, second = lessons_of_learners(week.learner, [week.aino], MONDAY)[week.aino]
    assert (first.lesson_id, str(first.subject), first.room) == (week.maths, "Matematiikka", "B204")
    assert (first.starts_at, first.ends_at) == (datetime.time(8, 15), datetime.time(9))
    assert (first.teachers, first.groups) == (("Minna Lahtinen",), ("7B",))
    assert (first.when, second.when) == (When.NOW, When.NEXT)
    assert lessons_of_learners(week.learner, [week.aino], TUESDAY)[week.aino] == []


def test_several_learners_are_answered_at_once_and_apart() -> None:
    week, yusuf = a_week(), people.a_person("Yusuf", "Ahmed")
    enrolment.study_right(yusuf, week.school)
    found = lessons_of_learners(week.principal, [week.aino, yusuf], MONDAY)
    assert (len(found[week.aino]), found[yusuf]) == (2, [])


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_question_is_one_statement(question: str) -> None:
    week = a_week()
    asker = week.teacher if question == "teacher" else week.principal
    QUESTIONS[question](asker, week)
    with CaptureQueriesContext(connection) as asked:
        assert QUESTIONS[question](asker, week)
    assert len(asked) == 1


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("question", QUESTIONS)
def test_strangers_of_every_role_see_nothing(question: str, role: Role) -> None:
    week = a_week()
    stranger = people.actor_of(people.a_person("Petri", "Lindholm"), role)
    seen = QUESTIONS[question](stranger, week)
    named_system = role == Role.OPERATOR and question != "teacher"
    assert bool(seen) == named_system


@pytest.mark.parametrize("question", QUESTIONS)
def test_another_municipality_sees_nothing(question: str) -> None:
    week = a_week()
    with inside(8):
        operator = Actor(8, week.teacher.person_id, frozenset({Role.OPERATOR, Role.TEACHER}))
        assert QUESTIONS[question](operator, week) == []
        with pytest.raises(NotYours):
            lesson_on(operator, week.maths, MONDAY)


def test_an_actor_of_another_municipality_is_turned_away() -> None:
    week = a_week()
    with inside(8), pytest.raises(PermissionError):
        lessons_of_learners(week.learner, [week.aino], MONDAY)


def by_the_policy(actor: Actor, lessons: list[UUID]) -> set[UUID]:
    """The same answer, asked the ordinary way."""
    things = models.Lesson.objects.filter(id__in=lessons)
    return set(POLICY.visible(actor, Permission.VIEW, things).values_list("id", flat=True))


@pytest.mark.parametrize("who", ["teacher", "principal", "guardian", "learner"])
def test_the_statement_answers_as_the_policy_does(who: str) -> None:
    week = a_week()
    elsewhere = testing.plan(organisations.school("Koivulan koulu"))
    subject_id = models.Lesson.objects.get(id=week.maths).subject_id
    strange = testing.lesson(elsewhere, subject_id=subject_id, at=(MONDAY, "08:15"))
    actor: Actor = getattr(week, who)
    every = [week.maths, week.history, strange]
    seen = {one for one in every if is_seen(actor, one)}
    assert seen == by_the_policy(actor, every) == {week.maths, week.history}


def is_seen(actor: Actor, lesson_id: UUID) -> bool:
    try:
        return lesson_on(actor, lesson_id, MONDAY).lesson_id == lesson_id
    except NotYours:
        return False


def changed(week: Week, kind: ChangeKind, **says: Any) -> LessonRow:
    testing.change(week.maths, MONDAY, kind, by=week.principal.person_id, **says)
    return lesson_on(week.learner, week.maths, MONDAY)


def test_a_cancelled_lesson_is_shown_as_such_and_the_next_one_is_next() -> None:
    week = a_week()
    row = changed(week, ChangeKind.CANCELLED, note="Opettaja sairaana")
    assert (row.cancelled, row.is_now, row.note) == (True, False, "Opettaja sairaana")


def test_a_substitute_stands_in_the_teachers_place_and_sees_the_lesson() -> None:
    week = a_week()
    petri = people.an_employee("Petri", "Lindholm", role=Role.TEACHER)
    row = changed(week, ChangeKind.SUBSTITUTE, teacher_id=petri)
    assert row.teachers == ("Petri Lindholm",)
    substitute = people.actor_of(petri, Role.TEACHER)
    assert [one.lesson_id for one in lessons_of_teacher(substitute, MONDAY)] == [week.maths]
    assert lessons_of_teacher(substitute, MONDAY + datetime.timedelta(days=7)) == []
    assert len(lessons_of_teacher(week.teacher, MONDAY)) == 2


def test_a_moved_lesson_has_its_new_time_and_room_on_that_day_only() -> None:
    week = a_week()
    gym = testing.room(week.school, "Sali")
    new = datetime.time(12, 15), datetime.time(13)
    row = changed(week, ChangeKind.MOVED, starts_at=new[0], ends_at=new[1], room_id=gym)
    assert (row.starts_at, row.ends_at, row.room) == (*new, "Sali")
    assert lesson_on(week.learner, week.maths, MONDAY + datetime.timedelta(days=7)).room == "B204"


def test_on_a_holiday_of_the_school_or_of_all_nothing_is_held() -> None:
    week = a_week()
    day = Days(MONDAY, MONDAY)
    other = organisations.school("Koivulan koulu")
    organisations.holiday(week.year, day, school_id=other)
    assert len(lessons_of_school(week.principal, week.school, MONDAY)) == 2
    organisations.holiday(week.year, day, school_id=week.school)
    assert lessons_of_school(week.principal, week.school, MONDAY) == []


def test_before_it_is_published_nobody_sees_a_plan() -> None:
    week = a_week()
    draft = testing.plan(week.school, published=False)
    lesson = models.Lesson.objects.get(id=week.maths)
    testing.lesson(
        draft, subject_id=lesson.subject_id, groups=[week.class_7b], at=(MONDAY, "11:15")
    )
    assert len(lessons_of_school(week.principal, week.school, MONDAY)) == 2


def test_a_week_is_seven_days_in_order() -> None:
    week = a_week()
    subject = models.Lesson.objects.get(id=week.maths).subject_id
    testing.lesson(week.plan, subject_id=subject, groups=[week.class_7b], at=(TUESDAY, "08:15"))
    rows = week_of_group(week.learner, week.class_7b, MONDAY)
    assert [row.day for row in rows] == [MONDAY, MONDAY, TUESDAY]


def test_the_lessons_of_several_days_are_asked_together() -> None:
    week = a_week()
    before = MONDAY - datetime.timedelta(days=7)
    rows = lessons_taught(week.teacher, before, MONDAY)
    assert [row.day for row in rows] == [before, before, MONDAY, MONDAY]


def test_who_left_the_group_has_its_lessons_no_more() -> None:
    week = a_week()
    with acting(week.principal):
        remove_member(
            week.principal,
            group_id=week.class_7b,
            learner_id=week.aino,
            last_day=MONDAY - datetime.timedelta(days=1),
        )
    assert lessons_of_learners(week.principal, [week.aino], MONDAY)[week.aino] == []


def test_the_protected_learners_day_is_known_at_home_and_at_school_only() -> None:
    week, family = a_week(), people.a_protected_family()
    enrolment.study_right(family.lilja, week.school)
    enrolment.member(week.class_7b, family.lilja)

    def seen(actor: Actor) -> int:
        return len(lessons_of_learners(actor, [family.lilja], MONDAY)[family.lilja])

    assert seen(people.actor_of(family.lilja, Role.LEARNER)) == 2
    assert seen(people.actor_of(family.anna, Role.GUARDIAN)) == 2
    assert seen(week.teacher) == 2
    assert seen(week.principal) == 2
    assert seen(people.actor_of(family.ville, Role.GUARDIAN)) == 0
    assert seen(people.actor_of(people.a_secretary(week.school), Role.SECRETARY)) == 0


def test_the_name_of_a_protected_teacher_is_left_out_of_what_families_see() -> None:
    week = a_week()
    with acting(people.an_administrator()) as office:
        protect_person(office, week.teacher.person_id)
    assert lesson_on(week.learner, week.maths, MONDAY).teachers == ()
    assert lesson_on(week.teacher, week.maths, MONDAY).teachers == ("Minna Lahtinen",)
    assert lesson_on(week.principal, week.maths, MONDAY).teachers == ("Minna Lahtinen",)
