"""What the register says against what stands here: new, changed, closed and missing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final, TypeVar

from digione.school.organisations.ports import (
    ProviderFacts,
    RegisterFacts,
    SchoolFacts,
    UnitFacts,
)

F = TypeVar("F", SchoolFacts, UnitFacts)
_FEW: Final = 3
_SHARE: Final = 5  # one in five


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one organisation: what stands here, and what the register says."""

    oid: str
    name: str
    field: str
    here: Any
    there: Any


@dataclass(frozen=True, slots=True)
class Part:
    """The difference of the schools, or of the units."""

    new: tuple[str, ...]
    changed: tuple[Change, ...]
    closing: tuple[str, ...]
    missing: tuple[str, ...]
    same: int

    @property
    def touched(self) -> frozenset[str]:
        return frozenset(self.new) | {change.oid for change in self.changed}


@dataclass(frozen=True, slots=True)
class Difference:
    """All that an import would do to one provider; nothing that is missing there is touched."""

    facts: RegisterFacts
    provider: tuple[Change, ...]
    schools: Part
    units: Part
    open_here: int
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.provider or self.schools.touched or self.units.touched)

    @property
    def closes_too_much(self) -> bool:
        """More than a few schools, and more than one in five of those open here."""
        closing = len(self.schools.closing)
        return closing > _FEW and closing * _SHARE > self.open_here

    @property
    def to_put(self) -> RegisterFacts:
        """The register's facts of what is new or changed, and of nothing else."""
        return RegisterFacts(
            provider=self.facts.provider if self.provider else None,
            schools={o: f for o, f in self.facts.schools.items() if o in self.schools.touched},
            units={o: f for o, f in self.facts.units.items() if o in self.units.touched},
        )


def compare(here: RegisterFacts, there: RegisterFacts, *, today: datetime.date) -> Difference:
    return Difference(
        facts=there,
        provider=_changes(here.provider, there.provider),
        schools=_part(here.schools, there.schools, today),
        units=_part(here.units, there.units, today),
        open_here=sum(_open(facts, today) for facts in here.schools.values()),
        names={f.oid: _name(f.names) for f in _everything(here, there)},
    )


def _everything(*sides: RegisterFacts) -> list[SchoolFacts | UnitFacts]:
    return [f for side in sides for part in (side.schools, side.units) for f in part.values()]


def _part(here: Mapping[str, F], there: Mapping[str, F], today: datetime.date) -> Part:
    both = [oid for oid in there if oid in here]
    changed = [change for oid in both for change in _changes(here[oid], there[oid])]
    closing = [oid for oid in both if _open(here[oid], today) and not _open(there[oid], today)]
    differs = {change.oid for change in changed}
    return Part(
        new=tuple(oid for oid in there if oid not in here),
        changed=tuple(changed),
        closing=tuple(closing),
        missing=tuple(oid for oid in here if oid not in there),
        same=len(both) - len(differs),
    )


def _changes(
    here: ProviderFacts | SchoolFacts | UnitFacts | None,
    there: ProviderFacts | SchoolFacts | UnitFacts | None,
) -> tuple[Change, ...]:
    if there is None:
        return ()
    old = asdict(here) if here else {}
    return tuple(
        Change(there.oid, _name(there.names), name, old.get(name), value)
        for name, value in asdict(there).items()
        if name not in old or old[name] != value
    )


def _open(facts: SchoolFacts | UnitFacts, today: datetime.date) -> bool:
    return facts.closed_on is None or facts.closed_on > today


def _name(names: Mapping[str, str]) -> str:
    return next(iter(names.values()), "")
