"""Subjects and courses by the table, for imports and the demo."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from digione.foundation.access import Actor, require_operator
from digione.foundation.audit import recording
from digione.foundation.language import LocalizedText
from digione.foundation.tenancy import Merged, merge_entries
from digione.school.curriculum import models


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectEntry:
    id: UUID
    code: str
    names: LocalizedText
    colour: str = ""
    source_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseEntry:
    id: UUID
    subject_id: UUID
    code: str
    names: LocalizedText
    grade: int | None = None
    credits: int | None = None
    source_id: str | None = None


def load_subjects(actor: Actor, entries: Iterable[SubjectEntry]) -> Merged:
    require_operator(actor)
    return _audited(merge_entries(models.Subject, entries), "curriculum.subject")


def load_courses(actor: Actor, entries: Iterable[CourseEntry]) -> Merged:
    require_operator(actor)
    return _audited(merge_entries(models.Course, entries), "curriculum.course")


def _audited(merged: Merged, what: str) -> Merged:
    if merged.new or merged.altered:
        recording.changed(what, ())
    return merged
