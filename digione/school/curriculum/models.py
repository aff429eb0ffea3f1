"""Tables of the curriculum room: national codes, and the subjects and courses of a municipality."""

from __future__ import annotations

from django.db import models

from digione.foundation.language import LocalizedField
from digione.foundation.tenancy import NationalModel, TenantForeignKey, TenantModel


class Code(NationalModel):
    """One value of a national code set (koodisto), the same for everybody."""

    code_set = models.CharField(max_length=60)
    value = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    names = LocalizedField()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code_set", "value", "version"], name="curriculum_code_once"
            )
        ]


class Subject(TenantModel):
    """A school subject; `code` is the national one (koskioppiaineetyleissivistava) if any."""

    code = models.CharField(max_length=12)
    names = LocalizedField()
    colour = models.CharField(max_length=12, blank=True)
    source_id = models.CharField(max_length=120, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "code"], name="curriculum_subject_once"),
        ]


class Course(TenantModel):
    """A part of a subject that is taught as one: a year's course or an upper-secondary module."""

    subject = TenantForeignKey(Subject)
    code = models.CharField(max_length=40)
    names = LocalizedField()
    grade = models.PositiveSmallIntegerField(null=True)
    credits = models.PositiveSmallIntegerField(null=True)
    source_id = models.CharField(max_length=120, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "code"], name="curriculum_course_once"),
            models.UniqueConstraint(
                fields=["tenant_id", "source_id"], name="curriculum_course_one_source_id"
            ),
        ]
