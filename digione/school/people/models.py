"""Tables of the people room: persons, how to reach them, whose guardians and whose staff."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from digione.foundation.identity.roles import Role
from digione.foundation.language import SortKeyField
from digione.foundation.sealing import SealedField
from digione.foundation.tenancy import TenantForeignKey, TenantModel


class Person(TenantModel):
    """Anyone a municipality's schools know: learner, guardian or employee, or all of them.

    `protected_until` is the end of a safety ban (turvakielto); `protected` says whether one is on.
    """

    given_names = models.CharField(max_length=120)
    call_name = models.CharField(max_length=60)
    family_name = models.CharField(max_length=80)
    sort_key = SortKeyField()
    identity_code = SealedField(index="identity_index", null=True)
    identity_index = models.BinaryField(max_length=32, null=True)
    birth_date = models.DateField(null=True)
    learner_oid = models.CharField(max_length=40, null=True)
    mother_tongue = models.CharField(max_length=3, blank=True)
    language = models.CharField(max_length=2, default="fi")
    protected = models.BooleanField(default=False)
    protected_until = models.DateField(null=True)
    source_id = models.CharField(max_length=120, null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "identity_index"], name="people_person_one_identity_code"
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "learner_oid"], name="people_person_one_learner_oid"
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "source_id"], name="people_person_one_source_id"
            ),
            models.CheckConstraint(
                condition=models.Q(identity_code=None, identity_index=None)
                | models.Q(identity_code__isnull=False, identity_index__isnull=False),
                name="people_person_identity_code_is_indexed",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "sort_key"], name="people_person_by_name"),
            models.Index(
                fields=["tenant_id", "id"],
                name="people_person_protected",
                condition=models.Q(protected=True),
            ),
        ]


class ContactKind(models.TextChoices):
    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    HOME = "home", _("Home address")
    POSTAL = "postal", _("Contact address")


class ContactPoint(TenantModel):
    """One way to reach a person; the value lies sealed, for the person may need protection.

    `source` names the system that keeps it; what was written here by hand has none.
    """

    person = TenantForeignKey(Person, related_name="contact_points")
    kind = models.CharField(max_length=10, choices=ContactKind.choices)
    value = SealedField(about="person_id", kind="kind")
    is_primary = models.BooleanField(default=False)
    source = models.CharField(max_length=20, blank=True, default="", db_default="")
    version = models.PositiveIntegerField(default=1)


class GuardianshipKind(models.TextChoices):
    JOINT = "joint", _("Joint guardianship")
    SOLE = "sole", _("Sole guardianship")
    LIMITED = "limited", _("Guardianship with divided rights")


class Guardianship(TenantModel):
    """An adult answers for a learner, from and to.

    The right to know is apart from the right to decide; `lives_with` says whose home is the
    learner's, which matters where the learner's place is protected.
    """

    guardian = TenantForeignKey(Person)
    learner = TenantForeignKey(Person, db_index=False)
    kind = models.CharField(max_length=10, choices=GuardianshipKind.choices)
    may_know = models.BooleanField(default=True)
    may_decide = models.BooleanField(default=True)
    lives_with = models.BooleanField(default=True)
    span = DateRangeField()
    source = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(guardian_id=models.F("learner_id")),
                name="people_guardianship_of_another",
            ),
            ExclusionConstraint(
                name="people_guardianship_no_overlap",
                expressions=[
                    ("tenant_id", RangeOperators.EQUAL),
                    ("learner", RangeOperators.EQUAL),
                    ("guardian", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(span__isempty=False),  # keeps readers off a slow index
            ),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "learner"], name="people_guardianship_by_learner"),
        ]


class Employment(TenantModel):
    """A person works here in a role, at one school or for the whole provider."""

    person = TenantForeignKey(Person)
    school = TenantForeignKey("organisations.School", null=True)
    role = models.CharField(max_length=30, choices=Role.choices)
    title = models.CharField(max_length=80, blank=True)
    span = DateRangeField()
    source_id = models.CharField(max_length=120, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "source_id"], name="people_employment_one_source_id"
            ),
        ]


class Invitation(TenantModel):
    """An e-mail that lets a person make an account; its code is kept as a hash."""

    person = TenantForeignKey(Person)
    code_hash = models.BinaryField(max_length=32)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "code_hash"], name="people_invitation_one_code"
            )
        ]
