"""The classes of absence that homes may name, and what every class is called."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from digione.foundation import clock
from digione.foundation.language import LocalizedText
from digione.school.attendance import models


@dataclass(frozen=True, slots=True)
class ClassRow:
    code: str
    names: LocalizedText
    authorised: bool
    for_homes: bool


def absence_classes() -> list[ClassRow]:
    """The classes in force today, in the list's own order; the newest version of each."""
    today = clock.today()
    in_force = models.AbsenceClass.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=today), valid_from__lte=today
    )
    rows = in_force.order_by("ordinal", "code", "version").values_list(
        "code", "names", "authorised", "for_homes"
    )
    newest = {row[0]: ClassRow(*row) for row in rows}
    return list(newest.values())


def classes_for_homes() -> list[ClassRow]:
    return [row for row in absence_classes() if row.for_homes]
