"""The kinds of people, and of systems, that meet in a municipality."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    LEARNER = "learner", _("Learner")
    GUARDIAN = "guardian", _("Guardian")
    TEACHER = "teacher", _("Teacher")
    SPECIAL_NEEDS_TEACHER = "special_needs_teacher", _("Special-needs teacher")
    PRINCIPAL = "principal", _("Principal")
    SECRETARY = "secretary", _("School secretary")
    ADMINISTRATOR = "administrator", _("Municipal administrator")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("Data-protection officer")
    VENDOR = "vendor", _("Vendor")
    OPERATOR = "operator", _("Operator")


STAFF: Final = frozenset(
    {
        Role.TEACHER,
        Role.SPECIAL_NEEDS_TEACHER,
        Role.PRINCIPAL,
        Role.SECRETARY,
        Role.ADMINISTRATOR,
        Role.DATA_PROTECTION_OFFICER,
    }
)
