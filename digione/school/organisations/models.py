"""Tables of the organisations room: the provider, its schools, their places and their calendar."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from digione.foundation.language import LocalizedField
from digione.foundation.tenancy import TenantForeignKey, TenantModel


class FormOfEducation(models.TextChoices):
    """What a school gives; the values are KOSKI's `suorituksentyyppi`-level names in English."""

    PRE_PRIMARY = "pre_primary", _("Pre-primary education")
    BASIC = "basic", _("Basic education")
    PREPARATORY = "preparatory", _("Preparatory instruction")
    UPPER_SECONDARY = "upper_secondary", _("General upper secondary education")


class Provider(TenantModel):
    """The education provider itself: one row in each municipality."""

    oid = models.CharField(max_length=40, null=True)
    business_id = models.CharField(max_length=9, blank=True)
    municipality_code = models.CharField(max_length=3, blank=True)
    names = LocalizedField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant_id"], name="organisations_provider_one")
        ]


class School(TenantModel):
    """An institution (organisation type 02) with its national school code."""

    oid = models.CharField(max_length=40, null=True)
    code = models.CharField(max_length=5, blank=True)
    names = LocalizedField()
    language = models.CharField(max_length=2, default="fi")
    kind = models.CharField(max_length=40, blank=True)
    forms = models.JSONField(default=list)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    source = models.CharField(max_length=60, blank=True)
    source_id = models.CharField(max_length=120, null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "oid"], name="organisations_school_one_oid"
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "source_id"], name="organisations_school_one_source_id"
            ),
        ]


class Unit(TenantModel):
    """A place of a school (organisation type 03)."""

    school = TenantForeignKey(School)
    oid = models.CharField(max_length=40, null=True)
    code = models.CharField(max_length=10, blank=True)
    names = LocalizedField()
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "oid"], name="organisations_unit_one_oid"),
        ]


class SchoolYear(TenantModel):
    """1 August to 31 July by law; the provider decides the days of work within it."""

    name = models.CharField(max_length=20)
    span = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="organisations_school_year_no_overlap",
                expressions=[
                    ("tenant_id", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
            ),
        ]


class Term(TenantModel):
    """A part of the school year in which there is school."""

    school_year = TenantForeignKey(SchoolYear)
    names = LocalizedField()
    span = DateRangeField()
    source_id = models.CharField(max_length=120, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "source_id"], name="organisations_term_one_source_id"
            ),
        ]


class Holiday(TenantModel):
    """Days without school; of one school, or of all of them."""

    school_year = TenantForeignKey(SchoolYear)
    school = TenantForeignKey(School, null=True)
    names = LocalizedField()
    span = DateRangeField()
