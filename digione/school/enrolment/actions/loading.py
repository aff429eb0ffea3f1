"""Study rights, groups and who is in them by the table, for imports and the demo."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from digione.foundation.access import Actor, require_operator
from digione.foundation.audit import recording
from digione.foundation.language import sort_key
from digione.foundation.tenancy import Days, Merged, merge, merge_entries
from digione.school.enrolment import models
from digione.school.enrolment.models import GroupDuty, GroupKind, StudyState

_GROUP = (
    "id",
    "school_id",
    "school_year_id",
    "kind",
    "name",
    "sort_key",
    "grade",
    "course_id",
    "source_id",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyRightEntry:
    id: UUID
    learner_id: UUID
    school_id: UUID
    form: str
    span: Days
    oid: str | None = None
    source_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyPeriodEntry:
    study_right_id: UUID
    starts_on: datetime.date
    state: StudyState = StudyState.PRESENT


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupEntry:
    id: UUID
    school_id: UUID
    school_year_id: UUID
    kind: GroupKind
    name: str
    grade: int | None = None
    course_id: UUID | None = None
    source_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipEntry:
    id: UUID
    group_id: UUID
    learner_id: UUID
    span: Days
    source_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTeacherEntry:
    id: UUID
    group_id: UUID
    teacher_id: UUID
    duty: GroupDuty
    span: Days
    source_id: str | None = None


def load_study_rights(actor: Actor, entries: Iterable[StudyRightEntry]) -> Merged:
    require_operator(actor)
    merged = merge_entries(models.StudyRight, entries, about="learner_id")
    return _audited(merged, "enrolment.study_right")


def load_study_periods(actor: Actor, entries: Iterable[StudyPeriodEntry]) -> Merged:
    """The rights they belong to name the learners in the audit."""
    require_operator(actor)
    return merge_entries(models.StudyPeriod, entries)


def load_groups(actor: Actor, entries: Iterable[GroupEntry]) -> Merged:
    require_operator(actor)
    merged = merge(models.Group, _GROUP, map(_group, entries))
    if merged.new or merged.altered:
        recording.changed("enrolment.group", ())
    return merged


def load_memberships(actor: Actor, entries: Iterable[MembershipEntry]) -> Merged:
    require_operator(actor)
    merged = merge_entries(models.Membership, entries, about="learner_id")
    return _audited(merged, "enrolment.membership")


def load_group_teachers(actor: Actor, entries: Iterable[GroupTeacherEntry]) -> Merged:
    require_operator(actor)
    merged = merge_entries(models.GroupTeacher, entries, about="teacher_id")
    return _audited(merged, "enrolment.group_teacher")


def _group(entry: GroupEntry) -> tuple[object, ...]:
    return (
        entry.id,
        entry.school_id,
        entry.school_year_id,
        entry.kind,
        entry.name,
        sort_key(entry.name),
        entry.grade,
        entry.course_id,
        entry.source_id,
    )


def _audited(merged: Merged, what: str) -> Merged:
    if merged.about:
        recording.changed(what, merged.about)
    return merged
