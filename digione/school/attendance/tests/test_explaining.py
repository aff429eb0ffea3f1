"""Homes explain absences afterwards, and the school notes that it reacted."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from uuid import UUID

import pytest

from digione.foundation import clock
from digione.foundation.access import Actor, NotYours, Role, acting
from digione.foundation.outbox.models import Envelope
from digione.foundation.tenancy import inside, uuid7
from digione.school.attendance import models
from digione.school.attendance.actions import explaining
from digione.school.attendance.rules import reporting as rules
from digione.school.attendance.testing import missed
from digione.school.people import testing as people
from digione.school.people.testing import actor_of

from .town import DAY, MONDAY, Morning, a_morning


@pytest.fixture
def morning(tenant: int) -> Iterator[Morning]:
    with clock.held(MONDAY):
        made = a_morning()
        missed(made.maths, made.family.eetu, by=made.minna)
        missed(made.history, made.family.eetu, by=made.minna)
        yield made


def explain(actor: Actor, learner_id: UUID, *lessons: UUID, code: str = "illness") -> int:
    with acting(actor):
        return explaining.explain_absence(
            actor, learner_id=learner_id, day=DAY, absence_class=code, lesson_ids=lessons
        )


def classes() -> dict[UUID, str]:
    return dict(models.Mark.objects.values_list("lesson_id", "absence_class"))


def test_one_tap_explains_the_whole_day(morning: Morning) -> None:
    assert explain(morning.sanna, morning.family.eetu) == 2
    assert classes() == {morning.maths: "illness", morning.history: "illness"}


def test_a_single_lesson_is_explained(morning: Morning) -> None:
    assert explain(morning.sanna, morning.family.eetu, morning.maths) == 1
    assert classes() == {morning.maths: "illness", morning.history: ""}


def test_the_same_reason_again_changes_nothing(morning: Morning) -> None:
    explain(morning.sanna, morning.family.eetu)
    assert explain(morning.sanna, morning.family.eetu) == 0
    assert explain(morning.mikko, morning.family.eetu) == 0
    assert Envelope.objects.filter(name="attendance.absence_explained.v1").count() == 1


def test_the_second_guardian_with_another_reason_is_told_so(morning: Morning) -> None:
    explain(morning.sanna, morning.family.eetu)
    with pytest.raises(rules.AlreadyExplained):
        explain(morning.mikko, morning.family.eetu, code="other_reason")
    assert set(classes().values()) == {"illness"}


def test_the_fact_tells_no_reason(morning: Morning) -> None:
    explain(morning.sanna, morning.family.eetu)
    told = Envelope.objects.get(name="attendance.absence_explained.v1")
    assert told.facts == {"learner_id": str(morning.family.eetu), "day": DAY.isoformat()}


def test_an_explanation_is_taken_back_by_who_gave_it(morning: Morning) -> None:
    explain(morning.sanna, morning.family.eetu)
    with acting(morning.mikko) as mikko:
        other = explaining.take_back_explanation(mikko, learner_id=morning.family.eetu, day=DAY)
    with acting(morning.sanna) as sanna:
        own = explaining.take_back_explanation(sanna, learner_id=morning.family.eetu, day=DAY)
    assert (other, own) == (0, 2)
    assert set(classes().values()) == {""}


def test_what_the_school_has_classed_a_home_does_not_change(morning: Morning) -> None:
    models.Mark.objects.update(absence_class="unauthorised", class_version=1)
    with pytest.raises(rules.AlreadyExplained):
        explain(morning.sanna, morning.family.eetu)


def test_a_late_arrival_is_no_absence_to_explain(morning: Morning) -> None:
    models.Mark.objects.update(status=models.Status.LATE)
    with pytest.raises(NotYours):
        explain(morning.sanna, morning.family.eetu)


def test_after_thirty_days_the_school_mends(morning: Morning) -> None:
    with clock.held(MONDAY + datetime.timedelta(30)):
        assert explain(morning.sanna, morning.family.eetu) == 2
    with clock.held(MONDAY + datetime.timedelta(31)), pytest.raises(rules.TooLateToExplain):
        explain(morning.sanna, morning.family.eetu)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.OPERATOR])
def test_a_stranger_in_any_role_explains_nothing(morning: Morning, role: Role) -> None:
    with pytest.raises(NotYours):
        explain(actor_of(uuid7(), role), morning.family.eetu)
    assert set(classes().values()) == {""}


def test_the_right_to_know_does_not_bring_the_right_to_explain(morning: Morning) -> None:
    knowing = people.a_person("Tieto")
    people.a_guardianship(knowing, morning.family.eetu, may_decide=False)
    with pytest.raises(NotYours):
        explain(actor_of(knowing, Role.GUARDIAN), morning.family.eetu)


def test_another_municipality_explains_nothing(morning: Morning) -> None:
    with inside(8):
        foreign = actor_of(morning.family.sanna, Role.GUARDIAN)
    with pytest.raises(NotYours):
        explain(foreign, morning.family.eetu)
    assert set(classes().values()) == {""}


def react(actor: Actor, learner_id: UUID) -> UUID:
    with acting(actor):
        return explaining.note_reaction(
            actor, learner_id=learner_id, day=DAY, kind=models.ReactionKind.CALLED
        )


@pytest.mark.parametrize("who", ["principal", "secretary"])
def test_the_school_notes_once_that_it_called_home(morning: Morning, who: str) -> None:
    actor: Actor = getattr(morning, who)
    assert react(actor, morning.family.eetu) == react(actor, morning.family.eetu)
    noted = models.Reaction.objects.get()
    assert (noted.noted_by_id, noted.noted_at) == (actor.person_id, MONDAY)


def test_nobody_else_notes_a_reaction(morning: Morning) -> None:
    for actor in (morning.sanna, morning.teacher, actor_of(uuid7(), Role.PRINCIPAL)):
        with pytest.raises(NotYours):
            react(actor, morning.family.eetu)
    with pytest.raises(NotYours):
        react(morning.principal, morning.family.aino)
    assert not models.Reaction.objects.exists()
