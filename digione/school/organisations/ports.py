"""What a register of organisations delivers; its connector fills these in."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderFacts:
    """The education provider itself."""

    oid: str
    names: Mapping[str, str]
    business_id: str = ""
    municipality_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolFacts:
    """An institution; `forms` are the values of FormOfEducation that it gives."""

    oid: str
    names: Mapping[str, str]
    code: str = ""
    language: str = "fi"
    kind: str = ""
    forms: tuple[str, ...] = ()
    opened_on: datetime.date | None = None
    closed_on: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFacts:
    """A place of the school that has `school_oid`."""

    oid: str
    school_oid: str
    names: Mapping[str, str]
    code: str = ""
    opened_on: datetime.date | None = None
    closed_on: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFacts:
    """One provider with all that the register says of it, schools and units by their OIDs."""

    provider: ProviderFacts | None = None
    schools: Mapping[str, SchoolFacts] = field(default_factory=dict)
    units: Mapping[str, UnitFacts] = field(default_factory=dict)
