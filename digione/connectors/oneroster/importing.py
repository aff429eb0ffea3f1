"""A package into a municipality: all of it or nothing, and the second time nothing."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db import transaction

from digione.foundation import clock
from digione.foundation.access import Actor, Role, acting
from digione.foundation.audit import recording
from digione.foundation.identity import ties
from digione.foundation.outbox.announcing import announce
from digione.school.organisations import public as organisations
from digione.school.people import public as people_room

from . import checking, mapping, staging
from .columns import SHEETS
from .events import RowsImported
from .findings import Finding, Findings, Refused
from .merging import contacts, endings, learning, people, schools
from .merging.counting import Count
from .package import Package, opened
from .sheets import Ready, ready

_NOBODY: Final = UUID(int=0)  # a system's work is nobody's; the actor's name says whose it is
_NAME: Final = "operator:oneroster"
_LIFE: Final = 900  # seconds
_PATIENCE: Final = "SET LOCAL statement_timeout = '10min'; SET LOCAL lock_timeout = '30s'"
_FEW: Final = 10
STEPS: Final = 13

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked: where to, into which one school, and what may happen."""

    tenant_id: int
    school: str = ""
    dry_run: bool = False
    allow_removals: bool = False
    most_removed: int = 20  # of a hundred


@dataclass(frozen=True, slots=True)
class Report:
    """What was done, or would be; by kind, in the order of the work."""

    version: str
    findings: Findings
    counts: dict[str, Count] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)


def operator(tenant_id: int) -> Actor:
    return Actor(tenant_id, _NOBODY, frozenset({Role.OPERATOR}), name=_NAME)


def import_package(path: Path, wish: Wish, progress: Progress = lambda *_: None) -> Report:
    """Raises `Refused` with every reason; then nothing has changed."""
    work = _Work(wish, progress)
    package = opened(path, work.findings)
    files = {name: file for name in package.modes if (file := work.read(package, name))}
    work.stop_at_faults()
    with transaction.atomic():
        with acting(operator(wish.tenant_id), life=_LIFE) as actor:
            report = work.put(actor, package, files)
        if wish.dry_run:
            transaction.set_rollback(True)
    return report


class _Work:
    """One import on its way; the steps stand in the order in which they need each other."""

    def __init__(self, wish: Wish, progress: Progress) -> None:
        self.wish, self.progress = wish, progress
        self.findings = Findings()
        self.counts: dict[str, Count] = {}

    def read(self, package: Package, name: str) -> Ready | None:
        content = package.content(f"{name}.csv")
        return ready(SHEETS[name], content, self.findings)

    def put(self, actor: Actor, package: Package, files: dict[str, Ready]) -> Report:
        staging.run(_PATIENCE)
        staging.clear()
        staging.run("CREATE TEMPORARY TABLE or_touched (person_id uuid) ON COMMIT DROP")
        staging.run("CREATE TEMPORARY TABLE or_lost (person_id uuid, role text) ON COMMIT DROP")
        staged = self._stage(files)
        self._step("checked")
        checking.check(staged, self.findings)
        self.stop_at_faults()
        mapping.bring_into_shape()
        checking.check_meaning(staged, self.findings)
        self._merge(actor)
        self._merge_contacts(staged.get("users"))
        self._end(package)
        self._audit()
        _tie_again(actor)
        announce(*_facts(self.counts))
        rows = {name: _rows_of(name) for name in staged}
        return Report(package.version, self.findings, self.counts, rows)

    def stop_at_faults(self) -> None:
        if self.findings.faults:
            raise Refused(self.findings)

    def _stage(self, files: dict[str, Ready]) -> dict[str, Ready]:
        staged = {}
        for name, sheet in SHEETS.items():
            if file := staging.stage(sheet, files.get(name), self.findings):
                staged[name] = file
        staging.stage_days()
        self._step("staged")
        return staged

    def _merge(self, actor: Actor) -> None:
        self._count("schools", schools.schools(into=self._into(actor)))
        self._check_one_school()
        self._count("terms", schools.calendar())
        self._count("courses", learning.courses(actor))
        self._count("persons", people.people())
        self._count("employments", people.posts())
        self._count("groups", learning.groups())
        self._count("study rights", learning.study_rights(_school_year_begins()))
        self._count("memberships", learning.members())
        self._count("teachers of groups", learning.teachers())
        self._count("guardianships", people.guardianships())

    def _merge_contacts(self, users: Ready | None) -> None:
        count = contacts.contacts(users.columns if users else ())
        self._guard("contact points", count)
        self._count("contact points", count)

    def _end(self, package: Package) -> None:
        for ending in endings.ENDINGS:
            count = self.counts[ending.kind]
            endings.count_endings(ending, count, modes=package.modes)
            self._guard(ending.kind, count)
        self.stop_at_faults()
        for ending in endings.ENDINGS:
            endings.end(ending)

    def _guard(self, kind: str, count: Count) -> None:
        share = count.ending * 100 / max(count.in_force, 1)
        if count.ending <= _FEW or share <= self.wish.most_removed or self.wish.allow_removals:
            return
        what = f"{count.ending} of {count.in_force} {kind} would end ({share:.0f} %)."
        mend = "If that is meant, import again with --allow-removals; else send the whole data."
        self.findings.fault(Finding(file="manifest.csv", what=what, mend=mend))

    def _audit(self) -> None:
        rows = staging.ask("SELECT DISTINCT person_id FROM or_touched WHERE person_id IS NOT NULL")
        if rows:
            recording.changed("oneroster.package", [person_id for (person_id,) in rows])

    def _into(self, actor: Actor) -> UUID | None:
        """The one school that was asked for, by its code or name."""
        if not self.wish.school:
            return None
        asked = self.wish.school.casefold()
        found = [
            row.school_id
            for row in organisations.schools(actor)
            if asked in {row.code, *(name.casefold() for name in row.names.values())}
        ]
        if len(found) == 1:
            return found[0]
        what = f"{len(found)} schools here are called “{self.wish.school}”."
        mend = "Give the school's code or its whole name."
        self.findings.fault(Finding(file="--school", what=what, mend=mend))
        raise Refused(self.findings)

    def _check_one_school(self) -> None:
        number = schools.schools_wanted()
        if self.wish.school and number > 1:
            what = f"The package holds {number} schools."
            mend = "Leave --school out, or send a package of one school."
            self.findings.fault(Finding(file="orgs.csv", what=what, mend=mend))
            raise Refused(self.findings)

    def _count(self, kind: str, count: Count) -> None:
        self.counts[kind] = count
        self._step(kind)

    def _step(self, what: str) -> None:
        self.progress(what)


def _facts(counts: dict[str, Count]) -> Iterator[RowsImported]:
    """Nothing is announced of what is as it was."""
    for kind, count in counts.items():
        if count.new or count.changed or count.ending:
            yield RowsImported(kind, count.new, count.changed, count.ending)


def _tie_again(actor: Actor) -> None:
    """Accounts of those whose work or wards changed have exactly the roles that they now hold."""
    touched = staging.ask(
        "SELECT person_id FROM or_touched UNION SELECT guardian_id FROM people_guardianship"
        " WHERE learner_id IN (SELECT person_id FROM or_touched)"
    )
    tied = ties.persons_tied(actor.tenant_id, [person_id for (person_id,) in touched])
    yesterday = clock.today() - datetime.timedelta(days=1)
    for person_id, role in staging.ask("SELECT DISTINCT person_id, role FROM or_lost"):
        if person_id in tied:
            ties.untie(
                tenant_id=actor.tenant_id,
                person_id=person_id,
                role=Role(role),
                ends_on=yesterday,
            )
    for person_id in sorted(tied):
        people_room.tie_person(actor, person_id)


def _rows_of(name: str) -> int:
    (number,) = staging.ask(f"SELECT count(*) FROM {staging.table(SHEETS[name])}")[0]
    return int(number)


def _school_year_begins() -> datetime.date:
    return organisations.usual_school_year(clock.today()).starts_on
