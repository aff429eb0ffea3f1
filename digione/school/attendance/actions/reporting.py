"""Homes tell beforehand that a learner will be away, change their mind, and take it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from digione.foundation import clock
from digione.foundation.access import Actor, NotYours
from digione.foundation.audit import recording
from digione.foundation.outbox.announcing import announce
from digione.school.attendance import events, models
from digione.school.attendance.policy import POLICY, Permission
from digione.school.attendance.rules import reporting

from .classes import class_for_homes
from .covering import cover, uncover

_WHAT: Final = "attendance.report"


@transaction.atomic
def report_absence(
    actor: Actor,
    *,
    learner_ids: Sequence[UUID],
    spans: Sequence[reporting.Span],
    absence_class: str,
) -> list[UUID]:
    """Reports every one of the learners away in every span; the same report twice is one.

    Absences of today that were marked before the report came are explained by it.
    """
    if not learner_ids or not spans:
        raise reporting.NothingChosen
    for span in spans:
        reporting.check_reportable(span, today=clock.today())
    told_class = class_for_homes(absence_class)
    _one_at_a_time(learner_ids)
    made = [
        _report(actor, learner_id, span, told_class)
        for learner_id in dict.fromkeys(learner_ids)
        for span in spans
    ]
    return [report.id for report in made]


@transaction.atomic
def change_report(
    actor: Actor,
    *,
    report_id: UUID,
    version: int,
    spans: Sequence[reporting.Span],
    absence_class: str,
) -> UUID:
    """Other spans or class for a report that is not over; past days of it stay as they were.

    A report is one span: further ones become reports of their own.
    """
    if not spans:
        raise reporting.NothingChosen
    span, *further = spans
    report = _standing(actor, report_id, version)
    began = report.starts_at.astimezone(clock.HELSINKI).date()
    reporting.check_reportable(
        reporting.Span(max(span.starts_at, clock.now()), span.ends_at)
        if span.first_day == began
        else span,
        today=clock.today(),
    )
    uncover(report)
    told_class = class_for_homes(absence_class)
    report.starts_at, report.ends_at = span.starts_at, span.ends_at
    report.absence_class, report.class_version = told_class.code, told_class.version
    report.reported_by_id, report.reported_at = actor.person_id, clock.now()
    report.version += 1
    report.save()
    cover(report.learner_id, clock.today())
    recording.changed(_WHAT, [report.learner_id], object_id=report.id)
    announce(events.AbsenceReportChanged(report.id, report.learner_id))
    if further:
        learner_ids = [report.learner_id]
        report_absence(actor, learner_ids=learner_ids, spans=further, absence_class=absence_class)
    return report.id


@transaction.atomic
def withdraw_report(actor: Actor, *, report_id: UUID, version: int | None = None) -> UUID:
    """Takes a report back; withdrawn twice is withdrawn.

    One that began on an earlier day ends instead: days that have passed stay reported.
    """
    report = POLICY.find(actor, Permission.REPORT, _locked(), id=report_id)
    if report.withdrawn_at is not None:
        return report.id
    _check_version(report, version)
    if report.ends_at is not None and report.ends_at <= clock.now():
        raise reporting.AlreadyOver(report.id)
    uncover(report)
    midnight = reporting.until_further_notice(clock.today()).starts_at
    if report.starts_at < midnight:
        report.ends_at = midnight
    else:
        report.withdrawn_at = clock.now()
    report.version += 1
    report.save()
    cover(report.learner_id, clock.today())  # another guardian's report may stand
    recording.changed(_WHAT, [report.learner_id], object_id=report.id)
    announce(events.AbsenceReportWithdrawn(report.id, report.learner_id))
    return report.id


def _report(
    actor: Actor, learner_id: UUID, span: reporting.Span, told_class: models.AbsenceClass
) -> models.AbsenceReport:
    same = models.AbsenceReport.objects.filter(
        learner_id=learner_id,
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        absence_class=told_class.code,
        withdrawn_at=None,
    ).first()
    if same is not None:
        return POLICY.require(actor, Permission.REPORT, same)
    report = models.AbsenceReport(
        learner_id=learner_id,
        reported_by_id=actor.person_id,
        reported_at=clock.now(),
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        absence_class=told_class.code,
        class_version=told_class.version,
    )
    try:
        with transaction.atomic():
            report.save(force_insert=True)
    except IntegrityError as nobody:  # a learner whom the municipality does not know
        raise NotYours(Permission.REPORT) from nobody
    POLICY.require(actor, Permission.REPORT, report)
    cover(learner_id, clock.today())
    recording.changed(_WHAT, [learner_id], object_id=report.id)
    announce(events.AbsenceReported(report.id, learner_id))
    return report


def _standing(actor: Actor, report_id: UUID, version: int) -> models.AbsenceReport:
    report = POLICY.find(actor, Permission.REPORT, _locked(), id=report_id)
    _check_version(report, version)
    over = report.ends_at is not None and report.ends_at <= clock.now()
    if over or report.withdrawn_at is not None:
        raise reporting.AlreadyOver(report.id)
    return report


def _locked() -> QuerySet[models.AbsenceReport]:
    return models.AbsenceReport.objects.select_for_update()


def _check_version(report: models.AbsenceReport, version: int | None) -> None:
    if version is not None and report.version != version:
        raise reporting.ChangedMeanwhile(report.id)


def _one_at_a_time(learner_ids: Sequence[UUID]) -> None:
    """Two guardians of one learner report in turn, so that the second sees the first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('absence report ' || l.id, 0))"
            " FROM (SELECT id FROM unnest(%s::uuid[]) AS a(id) ORDER BY id) AS l",
            [list(learner_ids)],
        )
