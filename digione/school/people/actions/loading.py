"""Persons, contact points, guardianships and employments by the table, for imports and the demo."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from digione.foundation.access import Actor, Role, require_operator
from digione.foundation.audit import recording
from digione.foundation.language import sort_key
from digione.foundation.sealing import blind_index, seal, unseal
from digione.foundation.tenancy import Days, Merged, merge, merge_entries
from digione.school.people import models

_PERSON: Final = (
    "id",
    "given_names",
    "call_name",
    "family_name",
    "sort_key",
    "identity_code",
    "identity_index",
    "birth_date",
    "learner_oid",
    "mother_tongue",
    "language",
    "protected",
    "protected_until",
    "source_id",
)
_CONTACT: Final = ("id", "person_id", "kind", "value", "is_primary")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEntry:
    """The identity code comes in clear, checked by the caller, and lies sealed from here on."""

    id: UUID
    given_names: str
    call_name: str
    family_name: str
    identity_code: str | None = None
    birth_date: datetime.date | None = None
    learner_oid: str | None = None
    mother_tongue: str = ""
    language: str = "fi"
    protected: bool = False
    protected_until: datetime.date | None = None
    source_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactEntry:
    """The value comes in clear and lies sealed from here on."""

    id: UUID
    person_id: UUID
    kind: models.ContactKind
    value: str
    is_primary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianshipEntry:
    id: UUID
    guardian_id: UUID
    learner_id: UUID
    span: Days
    kind: models.GuardianshipKind = models.GuardianshipKind.JOINT
    may_know: bool = True
    may_decide: bool = True
    lives_with: bool = True
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentEntry:
    id: UUID
    person_id: UUID
    role: Role
    span: Days
    school_id: UUID | None = None
    title: str = ""
    source_id: str | None = None


def load_persons(actor: Actor, entries: Iterable[PersonEntry]) -> Merged:
    require_operator(actor)
    rows = map(_person, entries)
    merged = merge(models.Person, _PERSON, rows, quiet=("identity_code",), about="id")
    return _audited(merged, "people.person")


def load_contacts(actor: Actor, entries: Iterable[ContactEntry]) -> Merged:
    """Ciphertext cannot be compared, so the values that stand are opened first."""
    require_operator(actor)
    standing = dict(_standing())
    rows = [_contact(e) for e in entries if standing.get(e.id) != (e.value, e.is_primary)]
    merged = merge(models.ContactPoint, _CONTACT, rows, about="person_id")
    return _audited(merged, "people.contact_point")


def load_guardianships(actor: Actor, entries: Iterable[GuardianshipEntry]) -> Merged:
    require_operator(actor)
    merged = merge_entries(models.Guardianship, entries, about="learner_id")
    return _audited(merged, "people.guardianship")


def load_employments(actor: Actor, entries: Iterable[EmploymentEntry]) -> Merged:
    require_operator(actor)
    merged = merge_entries(models.Employment, entries, about="person_id")
    return _audited(merged, "people.employment")


def _person(entry: PersonEntry) -> tuple[object, ...]:
    code = entry.identity_code
    return (
        entry.id,
        entry.given_names,
        entry.call_name,
        entry.family_name,
        sort_key(entry.family_name, entry.call_name),
        seal(code, about=entry.id, field="identity_code") if code else None,
        blind_index(code, field="identity_code") if code else None,
        entry.birth_date,
        entry.learner_oid,
        entry.mother_tongue,
        entry.language,
        entry.protected,
        entry.protected_until,
        entry.source_id,
    )


def _contact(entry: ContactEntry) -> tuple[object, ...]:
    sealed = seal(entry.value, about=entry.person_id, field=entry.kind)
    return entry.id, entry.person_id, entry.kind, sealed, entry.is_primary


def _standing() -> Iterator[tuple[UUID, tuple[str, bool]]]:
    columns = ("id", "person_id", "kind", "value", "is_primary")
    for id_, person_id, kind, value, is_primary in models.ContactPoint.objects.values_list(
        *columns
    ):
        yield id_, (unseal(value, about=person_id, field=kind), is_primary)


def _audited(merged: Merged, what: str) -> Merged:
    if merged.about:
        recording.changed(what, merged.about)
    return merged
