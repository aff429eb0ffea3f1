"""National codes, and the subjects and courses that are taught here."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from digione.foundation.access import Actor
from digione.foundation.language import LocalizedText
from digione.school.curriculum import models
from digione.school.curriculum.policy import POLICY, Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRow:
    value: str
    names: LocalizedText


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRow:
    subject_id: UUID
    code: str
    names: LocalizedText
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRow:
    course_id: UUID
    subject_id: UUID
    code: str
    names: LocalizedText
    grade: int | None
    credits: int | None


def national_codes(code_set: str) -> list[CodeRow]:
    """The values of a national code set by value, each in its newest version."""
    codes = models.Code.objects.filter(code_set=code_set).order_by("value", "-version")
    rows = codes.distinct("value").values_list("value", "names")
    return [CodeRow(value=value, names=names) for value, names in rows]


def subjects(actor: Actor) -> list[SubjectRow]:
    """By name in the reader's language."""
    known = POLICY.visible(actor, Permission.VIEW, models.Subject.objects.all())
    rows = [
        SubjectRow(subject_id=subject_id, code=code, names=names, colour=colour)
        for subject_id, code, names, colour in known.values_list("id", "code", "names", "colour")
    ]
    return sorted(rows, key=lambda row: str(row.names).casefold())


def courses(actor: Actor, subject_id: UUID | None = None) -> list[CourseRow]:
    """Of one subject, or of all, by code."""
    known = POLICY.visible(actor, Permission.VIEW, models.Course.objects.all())
    if subject_id:
        known = known.filter(subject_id=subject_id)
    rows = known.order_by("code").values_list(
        "id", "subject_id", "code", "names", "grade", "credits"
    )
    return [
        CourseRow(
            course_id=row[0],
            subject_id=row[1],
            code=row[2],
            names=row[3],
            grade=row[4],
            credits=row[5],
        )
        for row in rows
    ]
