"""Subjects and courses for the tests of other rooms."""

from __future__ import annotations

from uuid import UUID

from digione.foundation.language import LocalizedText

from . import models, rules


def subject(name: str = "Matematiikka", *, code: str = "MA") -> UUID:
    made = models.Subject.objects.create(
        code=code, names=LocalizedText(fi=name), colour=rules.colour_of(code)
    )
    return made.id


def course(subject_id: UUID, name: str = "Matematiikka 7", *, code: str = "MA7") -> UUID:
    made = models.Course.objects.create(
        subject_id=subject_id, code=code, names=LocalizedText(fi=name), grade=7
    )
    return made.id
