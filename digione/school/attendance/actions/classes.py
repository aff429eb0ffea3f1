"""Which class of absence a home may name."""

from __future__ import annotations

from django.db.models import Q

from digione.foundation import clock
from digione.school.attendance import models


class UnknownClass(ValueError):
    """Not a class of absence that homes may choose today."""


def class_for_homes(code: str) -> models.AbsenceClass:
    """The version of the class that is in force today."""
    today = clock.today()
    known = models.AbsenceClass.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=today), for_homes=True, code=code, valid_from__lte=today
    )
    found = known.order_by("-version").first()
    if found is None:
        raise UnknownClass(code)
    return found
