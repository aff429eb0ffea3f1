"""Tables of the timetable room: periods of the day, rooms, the weekly plan and its changes."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from digione.foundation.tenancy import TenantFact, TenantForeignKey, TenantModel


class DayPeriod(TenantModel):
    """One slot of a school's day, such as the first lesson 8.15–9.00."""

    school = TenantForeignKey("organisations.School", db_index=False)
    ordinal = models.PositiveSmallIntegerField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "school", "ordinal"], name="timetable_period_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="timetable_period_ends_after_it_starts",
            ),
        ]


class Room(TenantModel):
    """A place where lessons are held."""

    school = TenantForeignKey("organisations.School", db_index=False)
    name = models.CharField(max_length=30)
    seats = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "school", "name"], name="timetable_room_once"
            ),
        ]


class Plan(TenantModel):
    """A school's weekly plan; it holds in `span` once published."""

    school = TenantForeignKey("organisations.School")
    span = DateRangeField()
    published_at = models.DateTimeField(null=True)
    published_by = TenantForeignKey("people.Person", null=True)
    version = models.PositiveIntegerField(default=1)


class Lesson(TenantModel):
    """A lesson of the week: it is held on every `weekday` in `span` that is a school day.

    Weekday 1 is Monday (ISO 8601). `published` repeats the plan's state, so that the day's
    questions need one index.
    """

    plan = TenantForeignKey(Plan)
    school = TenantForeignKey("organisations.School", db_index=False)
    course = TenantForeignKey("curriculum.Course", null=True)
    subject = TenantForeignKey("curriculum.Subject")
    room = TenantForeignKey(Room, null=True)
    weekday = models.PositiveSmallIntegerField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    span = DateRangeField()
    published = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weekday__gte=1, weekday__lte=7), name="timetable_lesson_weekday"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="timetable_lesson_ends_after_it_starts",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant_id", "school", "weekday", "starts_at"],
                name="timetable_lesson_by_day",
            ),
        ]


class LessonTeacher(TenantFact):
    """Who teaches a lesson; several teach together."""

    pk = models.CompositePrimaryKey("tenant_id", "lesson_id", "teacher_id")
    lesson = TenantForeignKey(Lesson, db_index=False)
    teacher = TenantForeignKey("people.Person")


class LessonGroup(TenantFact):
    """Which groups a lesson is for."""

    pk = models.CompositePrimaryKey("tenant_id", "lesson_id", "group_id")
    lesson = TenantForeignKey(Lesson, db_index=False)
    group = TenantForeignKey("enrolment.Group")


class ChangeKind(models.TextChoices):
    CANCELLED = "cancelled", _("Cancelled")
    SUBSTITUTE = "substitute", _("Substitute teacher")
    MOVED = "moved", _("Moved")


class DayChange(TenantFact):
    """What is different about one lesson on one day; empty columns mean: as planned."""

    pk = models.CompositePrimaryKey("tenant_id", "lesson_id", "day")
    lesson = TenantForeignKey(Lesson, db_index=False)
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=ChangeKind.choices)
    teacher = TenantForeignKey("people.Person", null=True)
    room = TenantForeignKey(Room, null=True)
    starts_at = models.TimeField(null=True)
    ends_at = models.TimeField(null=True)
    note = models.CharField(max_length=200, blank=True)
    changed_by = TenantForeignKey("people.Person")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["tenant_id", "day"], name="timetable_change_by_day")]
