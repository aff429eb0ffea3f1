"""What happened in the lessons since the school year began: registers, absences, reports."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from digione.school.attendance import public as attendance
from digione.school.attendance.public import Status

from .absences import Absence, Kind, absences, class_code
from .calendars import Day, SchoolYear
from .changes import Changes, changes, entries
from .fixed import chance, fixed
from .population import Learner
from .rows import Rows
from .subjects import SUBJECTS, TOPICS
from .weeks import TIMES, Meeting

_WEEKS: Final = 20  # half a school year
_OPEN: Final = 0.006  # registers forgotten for good
_SOON: Final = datetime.timedelta(minutes=5)


@dataclass(slots=True)
class Past:
    """The meetings of one school, and which of their registers were taken when."""

    moment: datetime.datetime
    days: list[Day]
    meetings: list[Meeting]
    changes: Changes
    taken: set[tuple[UUID, Day]] = field(default_factory=set)
    by_learner: dict[UUID, dict[int, list[Meeting]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    def on(self, learner: Learner, day: Day) -> list[Meeting]:
        """The learner's lessons of a day, in their order."""
        return [m for m in self.by_learner[learner.id][day.isoweekday()] if day in m.span]

    def at(self, day: Day, slot: int, *, end: bool = False) -> datetime.datetime:
        return datetime.datetime.combine(day, TIMES[slot][end], self.moment.tzinfo)


def remember(
    rows: Rows, year: SchoolYear, meetings: list[Meeting], moment: datetime.datetime
) -> None:
    today = moment.date()
    first = max(year.lessons.first, today - datetime.timedelta(weeks=_WEEKS))
    found = changes(meetings, today)
    rows.day_changes.extend(entries(rows.tenant.slug, meetings[0].school, found))
    past = Past(moment, list(year.days(first, today)), meetings, found)
    for meeting in sorted(meetings, key=lambda meeting: meeting.slot):
        for learner in meeting.learners:
            past.by_learner[learner.id][meeting.weekday].append(meeting)
    rows.registers.extend(_registers(past))
    for learner in {one.id: one for m in meetings for one in m.learners}.values():
        coming = list(year.days(today + datetime.timedelta(1), today + datetime.timedelta(12)))
        for absence in absences(learner, past.days, coming):
            _write(rows, past, learner, absence)


def _registers(past: Past) -> Iterator[attendance.RegisterEntry]:
    by_weekday: dict[int, list[Meeting]] = defaultdict(list)
    for meeting in past.meetings:
        by_weekday[meeting.weekday].append(meeting)
    for day in past.days:
        for meeting in by_weekday[day.isoweekday()]:
            held = day in meeting.span and past.changes.is_held(meeting, day)
            if held and _is_taken(past, meeting, day):
                past.taken.add((meeting.id, day))
                yield _register(past, meeting, day)


def _is_taken(past: Past, meeting: Meeting, day: Day) -> bool:
    """Nearly all of the past; of today those that are over, and a few that have just begun."""
    roll = chance("taken", meeting.id, day).random()
    if day < past.moment.date():
        return roll > (0.03 if day == past.days[-2] else _OPEN)
    if past.moment >= past.at(day, meeting.slot, end=True):
        return roll > 0.08  # noqa: PLR2004 - some are late with it
    begun = past.moment >= past.at(day, meeting.slot) + _SOON
    return begun and roll > 0.6 and meeting.group != "8C"  # noqa: PLR2004 - pictures show 8C open


def _register(past: Past, meeting: Meeting, day: Day) -> attendance.RegisterEntry:
    dice = chance("register", meeting.id, day)
    topics = TOPICS[meeting.language][SUBJECTS[meeting.subject].field].split("|")
    topic, _, homework = dice.choice(topics).partition(" > ")
    return attendance.RegisterEntry(
        lesson_id=meeting.id,
        day=day,
        taken_by_id=past.changes.holder(meeting, day),
        taken_at=past.at(day, meeting.slot) + datetime.timedelta(minutes=dice.randrange(2, 6)),
        topic=topic,
        homework=homework,
    )


def _write(rows: Rows, past: Past, learner: Learner, absence: Absence) -> None:
    """The report, if the home made one, and a mark in each register that was taken."""
    teller = learner.guardians[0] if learner.guardians else learner.id
    told_at = _told_at(past, absence)
    told = told_at is not None and told_at <= past.moment
    if absence.reported and told and told_at:
        rows.reports.append(_report(past, (learner.id, teller), absence, told_at))
    for day in absence.days:
        missed = past.on(learner, day)
        if absence.slots is not None:
            missed = [m for place, m in enumerate(missed) if place in absence.slots]
        for meeting in missed:
            if (meeting.id, day) in past.taken:
                rows.marks.append(
                    _mark(
                        past, meeting, (learner, day), absence, (teller, told_at if told else None)
                    )
                )


def _told_at(past: Past, absence: Absence) -> datetime.datetime | None:
    if absence.told is None:
        return None
    midnight = datetime.datetime.combine(absence.days[0], datetime.time(), past.moment.tzinfo)
    return midnight + absence.told


def _report(
    past: Past, who: tuple[UUID, UUID], absence: Absence, told_at: datetime.datetime
) -> attendance.ReportEntry:
    learner, teller = who
    first, last = (min(absence.slots), max(absence.slots)) if absence.slots else (0, 6)
    return attendance.ReportEntry(
        id=fixed("report", learner, absence.days[0]),
        learner_id=learner,
        reported_by_id=teller,
        reported_at=told_at,
        starts_at=past.at(absence.days[0], first),
        ends_at=past.at(absence.days[-1], last, end=True),
        absence_class=class_code(absence.kind),
    )


def _mark(
    past: Past,
    meeting: Meeting,
    what: tuple[Learner, Day],
    absence: Absence,
    told: tuple[UUID, datetime.datetime | None],
) -> attendance.MarkEntry:
    learner, day = what
    teller, told_at = told
    if absence.kind is Kind.ELSEWHERE:
        return _elsewhere(past, meeting, what)
    status = Status.LATE if absence.kind is Kind.LATE else Status.ABSENT
    code = class_code(absence.kind) if told_at and status == Status.ABSENT else ""
    if status == Status.ABSENT and not code and absence.told is None:
        code, teller, told_at = _given_up(past, meeting, day)
    return attendance.MarkEntry(
        lesson_id=meeting.id,
        day=day,
        learner_id=learner.id,
        status=status,
        minutes_late=absence.minutes if status == Status.LATE else None,
        marked_by_id=past.changes.holder(meeting, day),
        marked_at=past.at(day, meeting.slot) + datetime.timedelta(minutes=4),
        absence_class=code,
        class_version=1 if code else None,
        explained_by_id=teller if code else None,
        explained_at=told_at if code else None,
    )


def _elsewhere(past: Past, meeting: Meeting, what: tuple[Learner, Day]) -> attendance.MarkEntry:
    """The school itself has the learner somewhere else, so there is nothing to explain."""
    learner, day = what
    return attendance.MarkEntry(
        lesson_id=meeting.id,
        day=day,
        learner_id=learner.id,
        status=Status.ELSEWHERE,
        marked_by_id=past.changes.holder(meeting, day),
        marked_at=past.at(day, meeting.slot) + _SOON,
        absence_class="other_teaching",
        class_version=1,
    )


def _given_up(past: Past, meeting: Meeting, day: Day) -> tuple[str, UUID, datetime.datetime | None]:
    """An absence that no home explained is unauthorised after ten days."""
    if (past.moment.date() - day).days <= 10:  # noqa: PLR2004
        return "", meeting.teacher, None
    at = past.at(day, meeting.slot) + datetime.timedelta(days=10)
    return class_code(Kind.UNAUTHORISED), meeting.teacher, at
