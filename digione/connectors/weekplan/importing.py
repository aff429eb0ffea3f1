"""A weekly plan into a school: all of it or nothing, and the second time nothing."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID, uuid5

from django.db import transaction

from digione.foundation import clock
from digione.foundation.access import Actor, acting, operator
from digione.foundation.outbox.announcing import announce
from digione.foundation.tenancy import days
from digione.school.curriculum import public as curriculum
from digione.school.organisations import public as organisations
from digione.school.timetable import public as timetable

from .events import PlanImported
from .findings import Findings, Refused
from .naming import Known, Meant, known, understood
from .reading import read
from .words import folded

_NAME: Final = "operator:plan"
_LIFE: Final = 300  # seconds
_LONG: Final = datetime.timedelta(days=366)
_PREVIEW: Final = datetime.timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked: into which school, and what may happen."""

    tenant_id: int
    school: str
    year: str = ""  # a school year's name; without it the year that today belongs to
    dry_run: bool = False
    publish: bool = False
    accept_clashes: bool = False


@dataclass(slots=True, kw_only=True)
class Report:
    """What was done, or would be."""

    school: str
    findings: Findings
    lessons: int = 0
    is_new: bool = False
    is_published: bool = False
    first: datetime.date = datetime.date.min
    last: datetime.date | None = None
    rooms: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)


def import_plan(file: str, content: bytes, wish: Wish) -> Report:
    """Raises `Refused` with every reason; then nothing has changed."""
    findings = Findings(file)
    rows = read(content, findings)
    with transaction.atomic():
        with acting(operator(wish.tenant_id, _NAME), life=_LIFE) as actor:
            school = _school(actor, wish.school, findings)
            names = known(actor, school.school_id)
            meant = understood(rows, names, findings)
            findings.stop_at_faults()
            work = _Work(actor, wish, school, findings)
            work.put(meant, names)
        if wish.dry_run:
            transaction.set_rollback(True)
    return work.report


def _school(actor: Actor, asked: str, findings: Findings) -> organisations.SchoolRow:
    found = [
        row
        for row in organisations.schools(actor)
        if folded(asked) in {row.code, row.oid, *(folded(name) for name in row.names.values())}
    ]
    if len(found) == 1:
        return found[0]
    findings.file = "--school"
    what = f"{len(found)} schools here are called “{asked}”."
    raise findings.refuse(what, "Give the school's code or its whole name.")


class _Work:
    """One plan on its way. A plan with the same rows is the same plan, whenever it is read."""

    def __init__(
        self, actor: Actor, wish: Wish, school: organisations.SchoolRow, findings: Findings
    ) -> None:
        self.actor, self.wish, self.findings = actor, wish, findings
        self.school_id = school.school_id
        self.report = Report(school=str(school.names), findings=findings)

    def put(self, meant: Sequence[Meant], names: Known) -> None:
        plan_id = uuid5(self.school_id, _digest(meant))
        plans = {
            plan.plan_id: plan for plan in timetable.plans_of_school(self.actor, self.school_id)
        }
        self.report.lessons = len(meant)
        self._year()
        self.report.is_new = plan_id not in plans
        if self.report.is_new:
            self._frame(meant, in_force=any(plan.is_published for plan in plans.values()))
            lines = self._write(plan_id, meant, names)
        else:
            self.report.first, self.report.last = plans[plan_id].first, plans[plan_id].last
            lines = {_lesson_id(plan_id, one): one.row.line for one in meant}
        self._warn_of_clashes(plan_id, lines)
        standing = plans.get(plan_id)
        self.report.is_published = bool(standing and standing.is_published)
        if self.wish.publish and not self.report.is_published:
            self._publish(plan_id, standing.version if standing else 1)
        if self.report.is_new:
            announce(PlanImported(plan_id, self.school_id, self.report.lessons))

    def _frame(self, meant: Sequence[Meant], *, in_force: bool) -> None:
        """The days of the plan: as the rows say, else from today to the end of the school year.

        Where a plan is in force already, what was before today stays as it was.
        """
        today, year = clock.today(), self._year()
        said = [one.row.first for one in meant if one.row.first]
        first = min(said, default=max(today, year.starts_on) if year else today)
        if in_force and first < today:
            what = f"A plan is in force, so this one begins today, not on {first}."
            self.findings.warn(what, "Write days from today on.", column="from")
            first = today
        lasts = [one.row.last for one in meant if one.row.last]
        year = year or organisations.school_year_on(first)
        ends = year.ends_on if year else organisations.usual_school_year(first).ends_on
        last = max(lasts) if len(lasts) == len(meant) else max([*lasts, ends])
        if last < first:
            raise self.findings.refuse("The plan is over already.", "Write days to come.")
        if last - first > _LONG:
            self.findings.warn(f"The plan holds from {first} to {last}.", "Is that meant?")
        if not organisations.school_days(self.school_id, first, min(last, first + _PREVIEW)):
            what = f"No term covers the days from {first} on: no lesson would be held."
            self.findings.warn(what, "Set the terms of the school year.")
        self.report.first, self.report.last = first, last

    def _year(self) -> organisations.SchoolYearRow | None:
        """The year that was asked for by its name; raises `Refused` where there is none such."""
        if not self.wish.year:
            return None
        year = organisations.school_year_named(self.wish.year)
        if year is None:
            self.findings.file = "--year"
            what = f"No school year here is called “{self.wish.year}”."
            raise self.findings.refuse(what, "Open the year first, or give its name: 2026–2027.")
        return year

    def _write(self, plan_id: UUID, meant: Sequence[Meant], names: Known) -> dict[UUID, int]:
        first, last = self.report.first, self.report.last
        plan = timetable.PlanEntry(id=plan_id, school_id=self.school_id, span=days(first, last))
        timetable.load_plans(self.actor, [plan])
        subjects = self._subjects(meant)
        rooms = self._rooms(meant, names)
        lessons = []
        for one in meant:
            begins, ends = max(one.row.first or first, first), one.row.last or last
            if ends is not None and ends < begins:
                what, mend = "The lesson was over before the plan begins.", "Take the row out."
                self.findings.warn(what, mend, line=one.row.line, column="to")
                continue
            entry = timetable.LessonEntry(
                id=_lesson_id(plan_id, one),
                plan_id=plan_id,
                school_id=self.school_id,
                subject_id=subjects[one.subject],
                weekday=one.row.weekday,
                starts_at=one.row.starts_at,
                ends_at=one.row.ends_at,
                span=days(begins, ends),
                room_id=rooms.get(folded(one.row.room)),
                published=False,
            )
            lessons.append((entry, one))
        return self._load(lessons)

    def _load(self, lessons: Sequence[tuple[timetable.LessonEntry, Meant]]) -> dict[UUID, int]:
        timetable.load_lessons(self.actor, [entry for entry, _ in lessons])
        timetable.load_lesson_groups(
            self.actor,
            [
                timetable.LessonGroupEntry(lesson_id=entry.id, group_id=group)
                for entry, one in lessons
                for group in one.groups
            ],
        )
        timetable.load_lesson_teachers(
            self.actor,
            [
                timetable.LessonTeacherEntry(lesson_id=entry.id, teacher_id=teacher)
                for entry, one in lessons
                for teacher in one.teachers
            ],
        )
        return {entry.id: one.row.line for entry, one in lessons}

    def _subjects(self, meant: Iterable[Meant]) -> Mapping[str, UUID]:
        """National subjects that are not in use here yet are taken into use."""
        here = {row.code: row.subject_id for row in curriculum.subjects(self.actor)}
        missing = sorted({one.subject for one in meant} - set(here))
        self.report.subjects = missing
        if not missing:
            return here
        return curriculum.adopt_national_subjects(self.actor, codes=missing)

    def _rooms(self, meant: Iterable[Meant], names: Known) -> Mapping[str, UUID]:
        rooms = dict(names.rooms)
        for one in meant:
            name = one.row.room
            if name and folded(name) not in rooms:
                rooms[folded(name)] = timetable.add_room(
                    self.actor, school_id=self.school_id, name=name
                )
                self.report.rooms.append(name)
        return rooms

    def _warn_of_clashes(self, plan_id: UUID, lines: Mapping[UUID, int]) -> None:
        for clash in timetable.clashes_of(self.actor, plan_id):
            first, *others = sorted(lines[one] for one in clash.lessons if isinstance(one, UUID))
            what = f"The lesson takes the same teacher, group or room as that of line {others}."
            mend = "Move one of them, or import with --accept-clashes."
            self.findings.warn(what.replace("[", "").replace("]", ""), mend, line=first)

    def _publish(self, plan_id: UUID, version: int) -> None:
        try:
            timetable.publish_plan(
                self.actor,
                plan_id=plan_id,
                version=version,
                accepting_clashes=self.wish.accept_clashes,
            )
        except timetable.Clashing as clashing:
            what = f"{len(clashing.clashes)} pairs of lessons clash, so it cannot be published."
            self.findings.fault(what, "Mend them, or say --accept-clashes.")
            raise Refused(self.findings) from clashing
        self.report.is_published = True


def _digest(meant: Iterable[Meant]) -> str:
    return hashlib.sha256("\n".join(sorted(map(_key, meant))).encode()).hexdigest()


def _lesson_id(plan_id: UUID, one: Meant) -> UUID:
    return uuid5(plan_id, _key(one))


def _key(one: Meant) -> str:
    """All that the row says, so that another row is another lesson."""
    row = one.row
    said = (
        row.weekday,
        row.starts_at,
        row.ends_at,
        row.first,
        row.last,
        one.subject,
        folded(row.room),
        *sorted(map(str, one.groups)),
        "/",
        *sorted(map(str, one.teachers)),
    )
    return "|".join(map(str, said))
