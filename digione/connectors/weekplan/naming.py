"""What the words of a plan name: the school's groups, its teachers, subjects and rooms."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar
from uuid import UUID

from digione.foundation.access import Actor
from digione.foundation.language import LocalizedText
from digione.school.curriculum import public as curriculum
from digione.school.enrolment import public as enrolment
from digione.school.people import public as people
from digione.school.timetable import public as timetable

from .findings import Findings
from .reading import Row
from .words import folded

T = TypeVar("T", UUID, str)
_NATIONAL: Final = "koskioppiaineetyleissivistava"
_LONGEST_ROOM: Final = 30
_MEND: Final = {
    "group": "Write the name of a group of this school year.",
    "teacher": "Write the name, e-mail or source id of somebody who teaches at the school.",
    "subject": "Write the code or name of a subject, such as MA or matematiikka.",
}


class Names(defaultdict[str, set[T]]):
    """By folded name what it may stand for; more than one is too many."""

    def __init__(self) -> None:
        super().__init__(set)

    def know(self, thing: T, *names: str | None) -> None:
        for name in names:
            if name:
                self[folded(name)].add(thing)


@dataclass(frozen=True, slots=True)
class Known:
    """What a plan of one school may name; subjects by code, for they may be national still."""

    groups: Names[UUID] = field(default_factory=Names)
    teachers: Names[UUID] = field(default_factory=Names)
    subjects: Names[str] = field(default_factory=Names)
    rooms: dict[str, UUID] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """A row whose words are understood."""

    row: Row
    groups: frozenset[UUID]
    teachers: frozenset[UUID]
    subject: str


def known(actor: Actor, school_id: UUID) -> Known:
    found = Known()
    for group in enrolment.groups_of_school(actor, school_id):
        found.groups.know(group.group_id, group.name)
    _know_staff(actor, school_id, found)
    for subject in curriculum.subjects(actor):
        found.subjects.know(subject.code, subject.code, *_each(subject.names))
    for code in curriculum.national_codes(_NATIONAL):
        for name in (code.value, *_each(code.names)):
            if not any(known != code.value for known in found.subjects.get(folded(name), ())):
                found.subjects.know(code.value, name)
    for room in timetable.rooms_of_school(actor, school_id):
        found.rooms[folded(room.name)] = room.room_id
    return found


def _know_staff(actor: Actor, school_id: UUID, found: Known) -> None:
    staff = people.staff_of_school(actor, school_id)
    points = people.contact_points_of(actor, [one.person_id for one in staff])
    for one in staff:
        for call in (one.call_name, one.given_names):
            in_both_orders = f"{call} {one.family_name}", f"{one.family_name} {call}"
            found.teachers.know(
                one.person_id, *in_both_orders, f"{one.family_name}, {call}", one.source_id
            )
        emails = (p for p in points.get(one.person_id, ()) if p.kind == people.ContactKind.EMAIL)
        found.teachers.know(one.person_id, *(point.value for point in emails))


def _each(names: LocalizedText) -> Iterable[str]:
    return names.values()


def understood(rows: Iterable[Row], names: Known, findings: Findings) -> list[Meant]:
    """Whatever is not understood is a fault; then the answer is of no use."""
    return [meant for row in rows if (meant := _understood(row, names, findings))]


def _understood(row: Row, names: Known, findings: Findings) -> Meant | None:
    words = _Words(row.line, findings)
    groups = [words.one("group", word, names.groups) for word in row.groups]
    teachers = [words.one("teacher", word, names.teachers) for word in row.teachers]
    subject = words.one("subject", row.subject, names.subjects)
    if len(row.room) > _LONGEST_ROOM:
        mend = f"Use at most {_LONGEST_ROOM} letters."
        findings.fault("The name is too long.", mend, line=row.line, column="room")
    if subject is None:
        return None
    return Meant(
        row=row,
        groups=frozenset(filter(None, groups)),
        teachers=frozenset(filter(None, teachers)),
        subject=subject,
    )


@dataclass(frozen=True, slots=True)
class _Words:
    line: int
    findings: Findings

    def one(self, column: str, word: str, names: Mapping[str, set[T]]) -> T | None:
        found = names.get(folded(word), set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            what = f"“{word[:60]}” may be any of {len(found)} here."
            mend = "Write the e-mail or source id." if column == "teacher" else "Write the code."
        else:
            what = f"“{word[:60]}” is not known at the school."
            close = difflib.get_close_matches(folded(word)[:60], names, n=1)
            mend = _MEND[column] + (f" Is it {close[0]}?" if close else "")
        self.findings.fault(what, mend, line=self.line, column=column)
        return None
