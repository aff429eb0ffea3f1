"""Tables of the attendance room: registers taken, what differed, and what homes told."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from digione.foundation.language import LocalizedField
from digione.foundation.tenancy import NationalModel, TenantFact, TenantForeignKey, TenantModel


class AbsenceClass(NationalModel):
    """A class of absence in one version of the code list; an `authorised` one is in order."""

    code = models.CharField(max_length=30)
    version = models.PositiveSmallIntegerField(default=1)
    names = LocalizedField()
    authorised = models.BooleanField()
    for_homes = models.BooleanField()
    origin = models.CharField(max_length=20, default="digione")
    ordinal = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"], name="attendance_absence_class_once"
            )
        ]


class Register(TenantFact):
    """A lesson on a day. Once it is taken (`taken_at`), everybody not marked was present.

    `version` is that of topic and homework, which may be written before the register is taken.
    """

    pk = models.CompositePrimaryKey("tenant_id", "lesson_id", "day")
    lesson = TenantForeignKey("timetable.Lesson", db_index=False)
    day = models.DateField()
    taken_by = TenantForeignKey("people.Person", null=True)
    taken_at = models.DateTimeField(null=True)
    topic = models.CharField(max_length=300, blank=True)
    homework = models.CharField(max_length=1000, blank=True)
    noted_by = TenantForeignKey("people.Person", null=True, db_index=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["tenant_id", "day"], name="attendance_register_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(taken_at=None, taken_by=None)
                | models.Q(taken_at__isnull=False, taken_by__isnull=False),
                name="attendance_register_taken_by_somebody",
            )
        ]


class Status(models.TextChoices):
    LATE = "late", _("Late")
    ABSENT = "absent", _("Absent")
    ELSEWHERE = "elsewhere", _("Elsewhere")


class Mark(TenantFact):
    """A learner met a lesson otherwise than by being present; the largest table of the house.

    `absence_class` is a code of `AbsenceClass` in `class_version`; empty while unexplained.
    """

    pk = models.CompositePrimaryKey("tenant_id", "lesson_id", "day", "learner_id")
    lesson = TenantForeignKey("timetable.Lesson", db_index=False)
    day = models.DateField()
    learner = TenantForeignKey("people.Person", db_index=False)
    status = models.CharField(max_length=10, choices=Status.choices)
    minutes_late = models.PositiveSmallIntegerField(null=True)
    absence_class = models.CharField(max_length=30, blank=True)
    class_version = models.PositiveSmallIntegerField(null=True)
    marked_by = TenantForeignKey("people.Person", db_index=False)
    marked_at = models.DateTimeField()
    explained_by = TenantForeignKey("people.Person", null=True, db_index=False)
    explained_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["tenant_id", "learner", "day"], name="attendance_mark_by_learner"),
            models.Index(
                fields=["tenant_id", "day"],
                name="attendance_mark_unexplained",
                condition=models.Q(status="absent", absence_class=""),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="late") | models.Q(minutes_late=None),
                name="attendance_mark_minutes_only_when_late",
            )
        ]


class AbsenceReport(TenantModel):
    """A home tells beforehand that a learner will be away; without an end until further notice."""

    learner = TenantForeignKey("people.Person", db_index=False)
    reported_by = TenantForeignKey("people.Person")
    reported_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    absence_class = models.CharField(max_length=30)
    class_version = models.PositiveSmallIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(
                fields=["tenant_id", "learner", "starts_at"], name="attendance_report_by_learner"
            ),
            models.Index(
                fields=["tenant_id", "ends_at"],
                name="attendance_report_standing",
                condition=models.Q(withdrawn_at=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gt=models.F("starts_at")),
                name="attendance_report_ends_after_it_starts",
            )
        ]


class DayTotal(TenantFact):
    """Rollup for statistics: lessons met or missed in a school on a day, by class of absence."""

    pk = models.CompositePrimaryKey("tenant_id", "school_id", "day", "absence_class")
    school = TenantForeignKey("organisations.School", db_index=False)
    day = models.DateField()
    absence_class = models.CharField(max_length=30, blank=True)
    lessons_held = models.PositiveIntegerField(default=0)
    learner_lessons = models.PositiveIntegerField(default=0)
    absences = models.PositiveIntegerField(default=0)
    late = models.PositiveIntegerField(default=0)


class ReactionKind(models.TextChoices):
    CALLED = "called", _("Called home")
    REACHED = "reached", _("Reached the home")
    MET = "met", _("Met the learner")


class Reaction(TenantModel):
    """The school has reacted to an unexplained absence: who, when and how."""

    learner = TenantForeignKey("people.Person", db_index=False)
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=ReactionKind.choices)
    noted_by = TenantForeignKey("people.Person", db_index=False)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "learner", "day", "kind"], name="attendance_reaction_once"
            )
        ]
