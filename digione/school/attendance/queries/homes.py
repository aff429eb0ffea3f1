"""A learner's days as the home sees them: hours, marks, reports, homework, in one statement."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import orjson

from digione.foundation.access import Actor, Role, relation_sql
from digione.foundation.audit import recording
from digione.foundation.language import LocalizedText
from digione.foundation.tenancy import ask
from digione.school.attendance.rules import reporting
from digione.school.enrolment.public import LearnerRow
from digione.school.people import public as people


@dataclass(frozen=True, slots=True)
class HourRow:
    """One lesson of one day, with what the register says of the learner if it has been taken."""

    lesson_id: UUID
    day: datetime.date
    starts_at: datetime.time
    ends_at: datetime.time
    subject: LocalizedText
    room: str
    change: str
    taken: bool
    status: str
    absence_class: str
    minutes_late: int | None
    topic: str
    homework: str

    @property
    def is_unexplained(self) -> bool:
        return self.status == "absent" and not self.absence_class


@dataclass(frozen=True, slots=True)
class UnexplainedRow:
    """An absence for which nobody has given a reason yet."""

    lesson_id: UUID
    day: datetime.date
    starts_at: datetime.time
    ends_at: datetime.time
    subject: LocalizedText


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report that stands; the end is none until further notice."""

    report_id: UUID
    span: reporting.Span
    absence_class: str
    version: int

    def covers(self, day: datetime.date) -> bool:
        last = self.span.last_day
        return self.span.first_day <= day and (last is None or day <= last)


@dataclass(frozen=True, slots=True)
class HomeworkRow:
    """What the last lesson of a subject gave to do."""

    subject: LocalizedText
    text: str
    given_on: datetime.date


@dataclass(frozen=True, slots=True)
class DayRow:
    """All that a home sees of one learner; empty where the learner's place is hidden from it."""

    learner_id: UUID
    hours: tuple[HourRow, ...] = ()
    unexplained: tuple[UnexplainedRow, ...] = ()
    reports: tuple[ReportRow, ...] = ()
    homework: tuple[HomeworkRow, ...] = ()


_DAYS: Final = """
WITH kid AS MATERIALIZED (
  SELECT DISTINCT own.id FROM ({own}) AS own(id) WHERE own.id = ANY(%(asked)s)
), day AS MATERIALIZED (
  SELECT %(first)s::date + n AS day
  FROM generate_series(0, %(last)s::date - %(first)s::date) AS n
), plan AS MATERIALIZED (
  SELECT DISTINCT ON (d.day, p.school_id) d.day, p.id
  FROM day d JOIN timetable_plan p
    ON p.tenant_id = %(tenant)s AND p.published_at IS NOT NULL AND p.span @> d.day
  ORDER BY d.day, p.school_id, p.published_at DESC, p.id DESC
), own_lesson AS MATERIALIZED (
  SELECT kid.id AS learner_id, m.span AS member, l.id, l.school_id, l.plan_id, l.subject_id,
         l.room_id, l.weekday, l.starts_at, l.ends_at, l.span
  FROM kid
  JOIN enrolment_membership m ON m.tenant_id = %(tenant)s AND m.learner_id = kid.id
  JOIN timetable_lessongroup lg ON lg.tenant_id = %(tenant)s AND lg.group_id = m.group_id
  JOIN timetable_lesson l ON l.tenant_id = %(tenant)s AND l.id = lg.lesson_id AND l.published
), hour AS MATERIALIZED (
  SELECT DISTINCT l.learner_id, d.day, l.id AS lesson_id, l.subject_id,
         coalesce(c.starts_at, l.starts_at) AS starts_at, coalesce(c.ends_at, l.ends_at) AS ends_at,
         coalesce(c.room_id, l.room_id) AS room_id, coalesce(c.kind, '') AS change
  FROM day d
  JOIN own_lesson l
    ON l.weekday = extract(isodow FROM d.day)::int AND l.member @> d.day AND l.span @> d.day
  JOIN plan ON plan.id = l.plan_id AND plan.day = d.day
  LEFT JOIN timetable_daychange c
    ON c.tenant_id = %(tenant)s AND c.lesson_id = l.id AND c.day = d.day
  WHERE NOT EXISTS (
    SELECT FROM organisations_holiday h
    WHERE h.tenant_id = %(tenant)s AND h.span @> d.day
      AND (h.school_id IS NULL OR h.school_id = l.school_id))
)
SELECT kid.id, json_build_array(
  (SELECT json_agg(json_build_array(
            h.lesson_id, h.day, h.starts_at, h.ends_at, s.names, coalesce(r.name, ''), h.change,
            g.taken_at IS NOT NULL, coalesce(k.status, ''), coalesce(k.absence_class, ''),
            k.minutes_late, coalesce(g.topic, ''), coalesce(g.homework, ''))
          ORDER BY h.day, h.starts_at, h.lesson_id)
   FROM hour h
   JOIN curriculum_subject s ON s.tenant_id = %(tenant)s AND s.id = h.subject_id
   LEFT JOIN timetable_room r ON r.tenant_id = %(tenant)s AND r.id = h.room_id
   LEFT JOIN attendance_register g
     ON g.tenant_id = %(tenant)s AND g.lesson_id = h.lesson_id AND g.day = h.day
   LEFT JOIN attendance_mark k
     ON k.tenant_id = %(tenant)s AND k.lesson_id = h.lesson_id AND k.day = h.day
    AND k.learner_id = kid.id
   WHERE h.learner_id = kid.id),
  (SELECT json_agg(json_build_array(k.lesson_id, k.day, l.starts_at, l.ends_at, s.names)
          ORDER BY k.day DESC, l.starts_at, k.lesson_id)
   FROM attendance_mark k
   JOIN timetable_lesson l ON l.tenant_id = %(tenant)s AND l.id = k.lesson_id
   JOIN curriculum_subject s ON s.tenant_id = %(tenant)s AND s.id = l.subject_id
   WHERE k.tenant_id = %(tenant)s AND k.learner_id = kid.id
     AND k.status = 'absent' AND k.absence_class = ''
     AND k.day BETWEEN %(explainable)s AND %(last)s),
  (SELECT json_agg(json_build_array(a.id, a.starts_at, a.ends_at, a.absence_class, a.version)
          ORDER BY a.starts_at, a.id)
   FROM attendance_absencereport a
   WHERE a.tenant_id = %(tenant)s AND a.learner_id = kid.id AND a.withdrawn_at IS NULL
     AND (a.ends_at IS NULL OR a.ends_at > %(midnight)s)),
  (SELECT json_agg(json_build_array(w.names, w.homework, w.day) ORDER BY w.day DESC, w.names->>'fi')
   FROM (SELECT DISTINCT ON (l.subject_id) s.names, g.homework, g.day
         FROM own_lesson l
         JOIN attendance_register g
           ON g.tenant_id = %(tenant)s AND g.lesson_id = l.id
          AND g.day BETWEEN %(homework)s AND %(last)s AND l.member @> g.day
         JOIN curriculum_subject s ON s.tenant_id = %(tenant)s AND s.id = l.subject_id
         WHERE l.learner_id = kid.id
         ORDER BY l.subject_id, g.day DESC, l.starts_at DESC) AS w
   WHERE w.homework <> '')
)::text
FROM kid
"""
_HOMEWORK_BACK: Final = datetime.timedelta(days=7)


def day_of(actor: Actor, learners: Iterable[LearnerRow], day: datetime.date) -> dict[UUID, DayRow]:
    """The day of the learners that enrolment showed to a guardian, or to a learner themself."""
    return days_of(actor, learners, day, day)


def days_of(
    actor: Actor, learners: Iterable[LearnerRow], first: datetime.date, last: datetime.date
) -> dict[UUID, DayRow]:
    """The same of several days. Others than one's own learners are left out."""
    asked = {row.learner_id: row for row in learners}
    shown = [row.learner_id for row in asked.values() if not row.place_hidden]
    days = {learner_id: DayRow(learner_id) for learner_id in asked}
    if shown:
        found = _ask(actor, shown, first, last)
        recording.saw("attendance.day", found)
        days.update(found)
    return days


def _ask(
    actor: Actor, shown: list[UUID], first: datetime.date, last: datetime.date
) -> dict[UUID, DayRow]:
    own, values = _own(actor)
    values |= {
        "tenant": actor.tenant_id,
        "asked": shown,
        "first": first,
        "last": last,
        "midnight": reporting.until_further_notice(first).starts_at,
        "explainable": last - reporting.EXPLAINABLE_BACK,
        "homework": last - _HOMEWORK_BACK,
    }
    found = ask(_DAYS.format(own=own), values)
    return {learner_id: _row(learner_id, orjson.loads(days)) for learner_id, days in found}


def _own(actor: Actor) -> tuple[str, dict[str, Any]]:
    """Whose days the actor's roles let them see: `own_children` and `oneself` of the policy."""
    reaches: list[str] = []
    values: dict[str, Any] = {"actor": actor.person_id}
    if Role.GUARDIAN in actor.roles:
        children, more = relation_sql(people.children_of, actor)
        reaches.append(children)
        values |= more
    if Role.LEARNER in actor.roles:
        reaches.append("SELECT %(actor)s::uuid")
    return " UNION ALL ".join(reaches) or "SELECT NULL::uuid", values


def _row(learner_id: UUID, found: list[list[list[Any]] | None]) -> DayRow:
    hours, unexplained, reports, homework = found
    return DayRow(
        learner_id,
        tuple(
            HourRow(*_place(lesson, day, starts, ends), LocalizedText(names), *rest)
            for lesson, day, starts, ends, names, *rest in hours or ()
        ),
        tuple(
            UnexplainedRow(*_place(lesson, day, starts, ends), LocalizedText(names))
            for lesson, day, starts, ends, names in unexplained or ()
        ),
        tuple(
            ReportRow(UUID(one), reporting.Span(_moment(starts), ends and _moment(ends)), *rest)
            for one, starts, ends, *rest in reports or ()
        ),
        tuple(
            HomeworkRow(LocalizedText(names), text, datetime.date.fromisoformat(day))
            for names, text, day in homework or ()
        ),
    )


def _place(
    lesson: str, day: str, starts: str, ends: str
) -> tuple[UUID, datetime.date, datetime.time, datetime.time]:
    return (
        UUID(lesson),
        datetime.date.fromisoformat(day),
        datetime.time.fromisoformat(starts),
        datetime.time.fromisoformat(ends),
    )


def _moment(written: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(written)
