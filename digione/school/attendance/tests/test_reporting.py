"""Homes report absences beforehand."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from uuid import UUID

import pytest

from digione.foundation import clock
from digione.foundation.access import Actor, NotYours, Role, acting
from digione.foundation.audit import reading
from digione.foundation.outbox.models import Envelope
from digione.foundation.tenancy import inside, uuid7
from digione.school.attendance import models
from digione.school.attendance.actions import reporting
from digione.school.attendance.actions.classes import UnknownClass
from digione.school.attendance.rules import reporting as rules
from digione.school.attendance.rules.reporting import Span
from digione.school.attendance.testing import missed
from digione.school.people import testing as people
from digione.school.people.testing import actor_of

from .town import DAY, MONDAY, Morning, a_morning

TODAY = rules.whole_days(DAY, DAY)


@pytest.fixture
def morning(tenant: int) -> Iterator[Morning]:
    with clock.held(MONDAY):
        yield a_morning()


def report(
    actor: Actor, *learners: UUID, span: Span = TODAY, absence_class: str = "illness"
) -> list[UUID]:
    with acting(actor):
        return reporting.report_absence(
            actor, learner_ids=learners, spans=[span], absence_class=absence_class
        )


def test_a_guardian_reports_an_absence(morning: Morning) -> None:
    (report_id,) = report(morning.sanna, morning.family.aino)
    stored = models.AbsenceReport.objects.get(id=report_id)
    assert stored.learner_id == morning.family.aino
    assert (stored.absence_class, stored.class_version) == ("illness", 1)
    assert (stored.starts_at, stored.ends_at) == (TODAY.starts_at, TODAY.ends_at)


def test_several_children_are_reported_at_once(morning: Morning) -> None:
    report(morning.sanna, morning.family.aino, morning.family.eetu)
    learners = set(models.AbsenceReport.objects.values_list("learner_id", flat=True))
    assert learners == {morning.family.aino, morning.family.eetu}


def test_the_fact_names_the_report_and_the_learner_and_nothing_else(morning: Morning) -> None:
    (report_id,) = report(morning.sanna, morning.family.aino)
    told = Envelope.objects.get(name="attendance.absence_reported.v1")
    assert told.facts == {"report_id": str(report_id), "learner_id": str(morning.family.aino)}


def test_the_audit_names_the_learner(morning: Morning) -> None:
    report(morning.sanna, morning.family.aino)
    deeds = reading.deeds_about(morning.family.aino)
    assert ("write", "attendance.report") in {(deed.deed, deed.what) for deed in deeds}


def test_the_same_report_twice_is_one(morning: Morning) -> None:
    first = report(morning.sanna, morning.family.aino)
    assert report(morning.sanna, morning.family.aino) == first
    assert models.AbsenceReport.objects.count() == 1
    assert Envelope.objects.filter(name="attendance.absence_reported.v1").count() == 1


def test_both_guardians_reporting_the_same_make_one_report(morning: Morning) -> None:
    assert report(morning.mikko, morning.family.aino) == report(morning.sanna, morning.family.aino)


def test_one_refused_child_means_that_none_is_reported(morning: Morning) -> None:
    stranger = people.a_person("Vieras")
    with pytest.raises(NotYours):
        report(morning.sanna, morning.family.aino, stranger)
    assert not models.AbsenceReport.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.OPERATOR])
def test_a_stranger_in_any_role_reports_nothing(morning: Morning, role: Role) -> None:
    with pytest.raises(NotYours):
        report(actor_of(uuid7(), role), morning.family.aino)
    assert not models.AbsenceReport.objects.exists()


def test_the_right_to_know_does_not_bring_the_right_to_report(morning: Morning) -> None:
    knowing = people.a_person("Tieto")
    people.a_guardianship(knowing, morning.family.aino, may_decide=False)
    with pytest.raises(NotYours):
        report(actor_of(knowing, Role.GUARDIAN), morning.family.aino)


def test_a_guardian_at_work_as_a_teacher_reports_nothing(morning: Morning) -> None:
    with pytest.raises(NotYours):
        report(actor_of(morning.family.sanna, Role.TEACHER), morning.family.aino)


def test_a_learner_of_age_reports_for_themself_and_a_younger_one_does_not(
    morning: Morning,
) -> None:
    grown = people.a_person("Onni", birth_date=DAY.replace(year=DAY.year - 18))
    young = people.a_person(
        "Oona", birth_date=DAY.replace(year=DAY.year - 18) + datetime.timedelta(1)
    )
    assert report(actor_of(grown, Role.LEARNER), grown)
    with pytest.raises(NotYours):
        report(actor_of(young, Role.LEARNER), young)
    with pytest.raises(NotYours):
        report(actor_of(grown, Role.LEARNER), morning.family.aino)


@pytest.mark.parametrize("who", ["principal", "secretary"])
def test_the_school_reports_for_its_own_learners_only(morning: Morning, who: str) -> None:
    actor: Actor = getattr(morning, who)
    assert report(actor, morning.family.aino)
    with pytest.raises(NotYours):
        report(actor, people.a_person("Muualla"))


def test_another_municipality_reports_nothing(morning: Morning) -> None:
    with inside(8):
        foreign = actor_of(morning.family.sanna, Role.GUARDIAN)
    with pytest.raises(NotYours):
        report(foreign, morning.family.aino)
    assert not models.AbsenceReport.objects.exists()


@pytest.mark.parametrize(
    ("span", "refusal"),
    [
        (rules.whole_days(DAY - datetime.timedelta(1), DAY), rules.InThePast),
        (rules.whole_days(DAY, DAY + datetime.timedelta(15)), rules.TooFarAhead),
        (Span(TODAY.starts_at, TODAY.starts_at), rules.EndsBeforeItStarts),
    ],
)
def test_bad_dates_are_refused_and_nothing_is_stored(
    morning: Morning, span: Span, refusal: type[ValueError]
) -> None:
    with pytest.raises(refusal):
        report(morning.sanna, morning.family.aino, span=span)
    assert not models.AbsenceReport.objects.exists()


@pytest.mark.parametrize("code", ["unauthorised", "leave", "", "plague"])
def test_only_classes_of_homes_can_be_named(morning: Morning, code: str) -> None:
    with pytest.raises(UnknownClass):
        report(morning.sanna, morning.family.aino, absence_class=code)


def test_a_report_explains_what_was_marked_before_it_came(morning: Morning) -> None:
    missed(morning.maths, morning.family.aino, by=morning.minna)
    missed(morning.maths, morning.family.eetu, by=morning.minna)
    report(morning.sanna, morning.family.aino)
    mark = models.Mark.objects.get(learner_id=morning.family.aino)
    assert (mark.absence_class, mark.explained_by_id) == ("illness", morning.family.sanna)
    assert models.Mark.objects.get(learner_id=morning.family.eetu).absence_class == ""


def test_a_part_of_a_day_explains_only_the_lessons_it_meets(morning: Morning) -> None:
    missed(morning.maths, morning.family.aino, by=morning.minna)
    missed(morning.history, morning.family.aino, by=morning.minna)
    hours = datetime.time(9), datetime.time(12)
    report(morning.sanna, morning.family.aino, span=rules.part_of_day(DAY, hours))
    classes = dict(models.Mark.objects.values_list("lesson_id", "absence_class"))
    assert classes == {morning.maths: "", morning.history: "illness"}


def test_a_withdrawn_report_takes_its_explanation_along(morning: Morning) -> None:
    missed(morning.maths, morning.family.aino, by=morning.minna)
    (report_id,) = report(morning.sanna, morning.family.aino)
    withdraw(morning.sanna, report_id)
    assert models.Mark.objects.get().absence_class == ""
    assert models.AbsenceReport.objects.get().withdrawn_at == MONDAY


def withdraw(actor: Actor, report_id: UUID, version: int | None = None) -> UUID:
    with acting(actor):
        return reporting.withdraw_report(actor, report_id=report_id, version=version)


def test_withdrawn_twice_is_withdrawn(morning: Morning) -> None:
    (report_id,) = report(morning.sanna, morning.family.aino)
    withdraw(morning.sanna, report_id)
    withdraw(morning.mikko, report_id)
    told = Envelope.objects.filter(name="attendance.absence_report_withdrawn.v1")
    assert told.count() == 1


def test_after_a_withdrawal_the_same_can_be_reported_again(morning: Morning) -> None:
    (first,) = report(morning.sanna, morning.family.aino)
    withdraw(morning.sanna, first)
    (second,) = report(morning.sanna, morning.family.aino)
    assert second != first


def test_until_further_notice_ends_by_its_withdrawal_and_past_days_stay(morning: Morning) -> None:
    (report_id,) = report(morning.sanna, morning.family.aino, span=rules.until_further_notice(DAY))
    with clock.held(MONDAY + datetime.timedelta(2)):
        withdraw(morning.sanna, report_id)
    stored = models.AbsenceReport.objects.get()
    assert stored.withdrawn_at is None
    assert stored.ends_at == rules.whole_days(DAY, DAY + datetime.timedelta(1)).ends_at


def test_a_stranger_withdraws_nothing(morning: Morning) -> None:
    (report_id,) = report(morning.sanna, morning.family.aino)
    for stranger in (actor_of(uuid7(), Role.GUARDIAN), morning.teacher):
        with pytest.raises(NotYours):
            withdraw(stranger, report_id)
    assert models.AbsenceReport.objects.get().withdrawn_at is None


def change(actor: Actor, report_id: UUID, *, version: int, span: Span) -> UUID:
    with acting(actor):
        return reporting.change_report(
            actor, report_id=report_id, version=version, spans=[span], absence_class="other_reason"
        )


def test_a_report_is_changed(morning: Morning) -> None:
    (report_id,) = report(morning.sanna, morning.family.aino)
    later = rules.whole_days(DAY, DAY + datetime.timedelta(2))
    change(morning.mikko, report_id, version=1, span=later)
    stored = models.AbsenceReport.objects.get()
    assert (stored.ends_at, stored.version, stored.reported_by_id) == (
        later.ends_at,
        2,
        morning.family.mikko,
    )


def test_the_second_of_two_changes_at_once_is_refused(morning: Morning) -> None:
    (report_id,) = report(morning.sanna, morning.family.aino)
    change(morning.sanna, report_id, version=1, span=TODAY)
    with pytest.raises(rules.ChangedMeanwhile):
        change(morning.mikko, report_id, version=1, span=TODAY)


def test_a_report_that_began_earlier_can_be_given_another_end(morning: Morning) -> None:
    (report_id,) = report(morning.sanna, morning.family.aino, span=rules.until_further_notice(DAY))
    with clock.held(MONDAY + datetime.timedelta(2)):
        until = rules.whole_days(DAY, DAY + datetime.timedelta(3))
        change(morning.sanna, report_id, version=1, span=until)
    assert models.AbsenceReport.objects.get().ends_at == until.ends_at


def test_a_report_that_is_over_is_neither_changed_nor_withdrawn(morning: Morning) -> None:
    (report_id,) = report(morning.sanna, morning.family.aino)
    with clock.held(MONDAY + datetime.timedelta(1)):
        with pytest.raises(rules.AlreadyOver):
            change(morning.sanna, report_id, version=1, span=TODAY)
        with pytest.raises(rules.AlreadyOver):
            withdraw(morning.sanna, report_id)
