"""Tables of the enrolment room: study rights, classes and teaching groups, and who is in them."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from digione.foundation.language import SortKeyField
from digione.foundation.tenancy import TenantFact, TenantForeignKey, TenantModel


class StudyRight(TenantModel):
    """A learner's right to study at a school (KOSKI: opiskeluoikeus)."""

    learner = TenantForeignKey("people.Person")
    school = TenantForeignKey("organisations.School")
    form = models.CharField(max_length=20)
    oid = models.CharField(max_length=40, null=True)
    span = DateRangeField()
    source_id = models.CharField(max_length=120, null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "source_id"], name="enrolment_study_right_one_source_id"
            ),
            ExclusionConstraint(
                name="enrolment_study_right_no_double",
                expressions=[
                    ("tenant_id", RangeOperators.EQUAL),
                    ("learner", RangeOperators.EQUAL),
                    ("school", RangeOperators.EQUAL),
                    ("form", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(span__isempty=False),  # keeps readers off a slow index,
            ),
        ]


class StudyState(models.TextChoices):
    """KOSKI's koskiopiskeluoikeudentila; the values are its code values."""

    PRESENT = "lasna", _("Present")
    VACATION = "loma", _("Vacation")
    SUSPENDED = "valiaikaisestikeskeytynyt", _("Temporarily suspended")
    DISCONTINUED = "eronnut", _("Discontinued")
    CONSIDERED_DISCONTINUED = "katsotaaneronneeksi", _("Considered discontinued")
    GRADUATED = "valmistunut", _("Graduated")
    REVOKED = "peruutettu", _("Revoked")
    INVALIDATED = "mitatoity", _("Invalidated")


class StudyPeriod(TenantFact):
    """From this day the study right is in this state, until the next period starts."""

    pk = models.CompositePrimaryKey("tenant_id", "study_right_id", "starts_on")
    study_right = TenantForeignKey(StudyRight, related_name="periods", db_index=False)
    starts_on = models.DateField()
    state = models.CharField(max_length=30, choices=StudyState.choices)


class GroupKind(models.TextChoices):
    CLASS = "class", _("Class")
    TEACHING = "teaching", _("Teaching group")


class Group(TenantModel):
    """A class (luokka) or a teaching group (opetusryhmä) of one school year."""

    school = TenantForeignKey("organisations.School")
    school_year = TenantForeignKey("organisations.SchoolYear")
    kind = models.CharField(max_length=10, choices=GroupKind.choices)
    name = models.CharField(max_length=60)
    sort_key = SortKeyField()
    grade = models.PositiveSmallIntegerField(null=True)
    course = TenantForeignKey("curriculum.Course", null=True)
    source_id = models.CharField(max_length=120, null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "school_year", "school", "name"], name="enrolment_group_name"
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "source_id"], name="enrolment_group_one_source_id"
            ),
        ]


class Membership(TenantModel):
    """A learner in a group, from and to."""

    group = TenantForeignKey(Group, db_index=False)
    learner = TenantForeignKey("people.Person")
    span = DateRangeField()
    source_id = models.CharField(max_length=120, null=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="enrolment_membership_no_double",
                expressions=[
                    ("tenant_id", RangeOperators.EQUAL),
                    ("group", RangeOperators.EQUAL),
                    ("learner", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(span__isempty=False),  # keeps readers off a slow index,
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "source_id"], name="enrolment_membership_one_source_id"
            ),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "group", "learner"], name="enrolment_by_group"),
        ]


class GroupDuty(models.TextChoices):
    TEACHES = "teaches", _("Teacher of the group")
    HOMEROOM = "homeroom", _("Class teacher")


class GroupTeacher(TenantModel):
    """An employee answers for a group, from and to."""

    group = TenantForeignKey(Group)
    teacher = TenantForeignKey("people.Person")
    duty = models.CharField(max_length=10, choices=GroupDuty.choices)
    span = DateRangeField()
    source_id = models.CharField(max_length=120, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "source_id"], name="enrolment_group_teacher_one_source_id"
            ),
        ]
