"""What a school follows up on a day: unexplained absences, open lessons, changes, numbers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import orjson

from digione.foundation.access import Actor, NotYours, relation_sql
from digione.foundation.audit import recording
from digione.foundation.language import LocalizedText
from digione.foundation.tenancy import ask
from digione.school.attendance.policy import POLICY, Permission
from digione.school.attendance.rules.registering import OPEN_AFTER
from digione.school.people import public as people


@dataclass(frozen=True, slots=True)
class MissedRow:
    """One lesson that a learner missed, and which nobody has explained."""

    lesson_id: UUID
    starts_at: datetime.time
    ends_at: datetime.time
    subject: LocalizedText


@dataclass(frozen=True, slots=True)
class ReactionRow:
    """`noted_by` is empty for somebody whom the reader may not place here."""

    kind: str
    noted_at: datetime.datetime
    noted_by: str


@dataclass(frozen=True, slots=True)
class UnexplainedLearnerRow:
    """A learner whose absences of the day nobody has explained, and how the school reacted."""

    learner_id: UUID
    name: str
    class_name: str
    missed: tuple[MissedRow, ...]
    reactions: tuple[ReactionRow, ...]


@dataclass(frozen=True, slots=True)
class OpenLessonRow:
    """A lesson begun a while ago without a register, or one to come without a teacher."""

    lesson_id: UUID
    starts_at: datetime.time
    ends_at: datetime.time
    subject: LocalizedText
    groups: tuple[str, ...]
    teachers: tuple[str, ...]
    room: str

    @property
    def lacks_teacher(self) -> bool:
        return not self.teachers


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What is different today about a lesson."""

    lesson_id: UUID
    kind: str
    starts_at: datetime.time
    ends_at: datetime.time
    subject: LocalizedText
    groups: tuple[str, ...]
    planned: tuple[str, ...]
    substitute: str
    room: str


@dataclass(frozen=True, slots=True)
class DayNumbers:
    """Counts of one school on one day; learners count once however many lessons they miss."""

    learners: int = 0
    absent: int = 0
    reported: int = 0
    late: int = 0
    begun: int = 0
    taken: int = 0


@dataclass(frozen=True, slots=True)
class BoardRow:
    unexplained: tuple[UnexplainedLearnerRow, ...]
    open_lessons: tuple[OpenLessonRow, ...]
    changes: tuple[ChangeRow, ...]
    numbers: DayNumbers


# `school` is empty unless the actor leads or serves the school; everything hangs on it. Learners
# whose place the actor may not see are neither listed nor counted.
_BOARD: Final = """
WITH hidden AS MATERIALIZED ({hidden}),
school AS MATERIALIZED (
  SELECT s.id FROM organisations_school s
  WHERE s.tenant_id = %(tenant)s AND s.id = %(school)s AND s.id IN ({schools})
), plan AS MATERIALIZED (
  SELECT p.id FROM timetable_plan p JOIN school ON school.id = p.school_id
  WHERE p.tenant_id = %(tenant)s AND p.published_at IS NOT NULL AND p.span @> %(day)s::date
    AND NOT EXISTS (
      SELECT FROM organisations_holiday h
      WHERE h.tenant_id = %(tenant)s AND h.span @> %(day)s::date
        AND (h.school_id IS NULL OR h.school_id = p.school_id))
  ORDER BY p.published_at DESC, p.id DESC LIMIT 1
), lesson AS MATERIALIZED (
  SELECT l.id, l.subject_id, coalesce(c.starts_at, l.starts_at) AS starts_at,
         coalesce(c.ends_at, l.ends_at) AS ends_at, coalesce(c.room_id, l.room_id) AS room_id,
         coalesce(c.kind, '') AS change, c.teacher_id AS substitute_id, r.taken_at
  FROM school
  JOIN timetable_lesson l ON l.tenant_id = %(tenant)s AND l.school_id = school.id
   AND l.published AND l.weekday = extract(isodow FROM %(day)s::date)::int
   AND l.span @> %(day)s::date
  JOIN plan ON plan.id = l.plan_id
  LEFT JOIN timetable_daychange c
    ON c.tenant_id = %(tenant)s AND c.lesson_id = l.id AND c.day = %(day)s::date
  LEFT JOIN attendance_register r
    ON r.tenant_id = %(tenant)s AND r.lesson_id = l.id AND r.day = %(day)s::date
), mark AS MATERIALIZED (
  SELECT l.id AS lesson_id, l.starts_at, l.ends_at, l.subject_id, k.learner_id, k.status,
         k.absence_class
  FROM lesson l
  JOIN attendance_mark k
    ON k.tenant_id = %(tenant)s AND k.lesson_id = l.id AND k.day = %(day)s::date
  WHERE k.learner_id NOT IN (SELECT id FROM hidden)
), learner AS MATERIALIZED (
  SELECT DISTINCT sr.learner_id AS id FROM school
  JOIN enrolment_studyright sr ON sr.tenant_id = %(tenant)s AND sr.school_id = school.id
   AND sr.span @> %(day)s::date
  WHERE sr.learner_id NOT IN (SELECT id FROM hidden)
), told AS MATERIALIZED (
  SELECT a.learner_id AS id FROM attendance_absencereport a
  WHERE a.tenant_id = %(tenant)s AND a.withdrawn_at IS NULL
    AND a.starts_at < %(tomorrow)s AND (a.ends_at IS NULL OR a.ends_at > %(midnight)s)
), shown AS MATERIALIZED (
  SELECT l.*, s.names AS subject, coalesce(room.name, '') AS room,
         (SELECT json_agg(g.name ORDER BY g.sort_key) FROM timetable_lessongroup lg
          JOIN enrolment_group g ON g.tenant_id = %(tenant)s AND g.id = lg.group_id
          WHERE lg.tenant_id = %(tenant)s AND lg.lesson_id = l.id) AS groups,
         (SELECT json_agg(p.call_name || ' ' || p.family_name ORDER BY p.sort_key)
          FROM timetable_lessonteacher t
          JOIN people_person p ON p.tenant_id = %(tenant)s AND p.id = t.teacher_id
          WHERE t.tenant_id = %(tenant)s AND t.lesson_id = l.id
            AND p.id NOT IN (SELECT id FROM hidden)) AS planned,
         (SELECT p.call_name || ' ' || p.family_name FROM people_person p
          WHERE p.tenant_id = %(tenant)s AND p.id = l.substitute_id
            AND p.id NOT IN (SELECT id FROM hidden)) AS substitute
  FROM lesson l
  JOIN curriculum_subject s ON s.tenant_id = %(tenant)s AND s.id = l.subject_id
  LEFT JOIN timetable_room room ON room.tenant_id = %(tenant)s AND room.id = l.room_id
  WHERE l.change <> '' OR (l.taken_at IS NULL AND l.starts_at <= %(due)s::time)
     OR NOT EXISTS (SELECT FROM timetable_lessonteacher t
                    WHERE t.tenant_id = %(tenant)s AND t.lesson_id = l.id)
)
SELECT json_build_array(
  (SELECT json_agg(json_build_array(u.learner_id, p.call_name || ' ' || p.family_name,
            coalesce((SELECT g.name FROM enrolment_membership m
              JOIN enrolment_group g ON g.tenant_id = %(tenant)s AND g.id = m.group_id
              WHERE m.tenant_id = %(tenant)s AND m.learner_id = u.learner_id
                AND m.span @> %(day)s::date AND g.kind = 'class' ORDER BY g.sort_key LIMIT 1), ''),
            u.missed,
            (SELECT json_agg(json_build_array(e.kind, e.noted_at,
                      coalesce(w.call_name || ' ' || w.family_name, '')) ORDER BY e.noted_at)
             FROM attendance_reaction e
             LEFT JOIN people_person w ON w.tenant_id = %(tenant)s AND w.id = e.noted_by_id
              AND w.id NOT IN (SELECT id FROM hidden)
             WHERE e.tenant_id = %(tenant)s AND e.learner_id = u.learner_id
               AND e.day = %(day)s::date))
          ORDER BY p.sort_key, p.id)
   FROM (SELECT k.learner_id, json_agg(json_build_array(k.lesson_id, k.starts_at, k.ends_at,
                                                        s.names)
                                       ORDER BY k.starts_at, k.lesson_id) AS missed
         FROM mark k
         JOIN curriculum_subject s ON s.tenant_id = %(tenant)s AND s.id = k.subject_id
         WHERE k.status = 'absent' AND k.absence_class = '' GROUP BY k.learner_id) AS u
   JOIN people_person p ON p.tenant_id = %(tenant)s AND p.id = u.learner_id),
  (SELECT json_agg(json_build_array(id, starts_at, ends_at, subject, groups,
            CASE WHEN change = 'substitute' THEN json_build_array(substitute) ELSE planned END,
            room) ORDER BY starts_at, room, id)
   FROM shown
   WHERE change <> 'cancelled' AND (
         (taken_at IS NULL AND starts_at <= %(due)s::time)
      OR (change = 'substitute' AND substitute_id IS NULL AND ends_at > %(now)s::time)
      OR (change <> 'substitute' AND planned IS NULL AND ends_at > %(now)s::time))),
  (SELECT json_agg(json_build_array(id, change, starts_at, ends_at, subject, groups, planned,
            coalesce(substitute, ''), room) ORDER BY starts_at, id)
   FROM shown WHERE change <> ''),
  (SELECT json_agg(DISTINCT staff.id) FROM (
     SELECT t.teacher_id AS id FROM timetable_lessonteacher t
     WHERE t.tenant_id = %(tenant)s AND t.lesson_id IN (SELECT id FROM shown)
     UNION SELECT substitute_id FROM shown
   ) AS staff WHERE staff.id IS NOT NULL AND staff.id NOT IN (SELECT id FROM hidden)),
  json_build_array(
    (SELECT count(*) FROM learner),
    (SELECT count(DISTINCT learner_id) FROM mark WHERE status = 'absent'),
    (SELECT count(DISTINCT id) FROM told WHERE id IN (SELECT id FROM learner)),
    (SELECT count(DISTINCT learner_id) FROM mark WHERE status = 'late'),
    (SELECT count(*) FROM lesson WHERE starts_at <= %(now)s::time AND change <> 'cancelled'),
    (SELECT count(*) FROM lesson WHERE taken_at IS NOT NULL AND starts_at <= %(now)s::time
                                  AND change <> 'cancelled'))
)::text
FROM school
"""


def board_of(actor: Actor, school_id: UUID, now: datetime.datetime) -> BoardRow:
    """The day of a school that the actor leads or serves; raises `NotYours` for any other."""
    found = _ask(actor, school_id, now)
    unexplained, lessons, changes, staff, numbers = found
    board = BoardRow(
        tuple(_unexplained(row) for row in unexplained or ()),
        tuple(_open(row) for row in lessons or ()),
        tuple(_change(row) for row in changes or ()),
        DayNumbers(*numbers),
    )
    if staff:
        recording.saw("timetable.lesson", map(UUID, staff))
    if board.unexplained:
        recording.saw("attendance.unexplained", [row.learner_id for row in board.unexplained])
    return board


def unexplained(
    actor: Actor, school_id: UUID, now: datetime.datetime
) -> list[UnexplainedLearnerRow]:
    """Learners of the school whose absences today nobody has explained."""
    return list(board_of(actor, school_id, now).unexplained)


def open_lessons(actor: Actor, school_id: UUID, now: datetime.datetime) -> list[OpenLessonRow]:
    """Lessons begun `OPEN_AFTER` ago without a register, and those to come without a teacher."""
    return list(board_of(actor, school_id, now).open_lessons)


def _ask(actor: Actor, school_id: UUID, now: datetime.datetime) -> list[Any]:
    hidden, known = people.hidden_sql(actor)
    schools, leading = _schools(actor)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    values = {
        **known,
        **leading,
        "tenant": actor.tenant_id,
        "school": school_id,
        "day": now.date(),
        "now": now.time().replace(microsecond=0),
        "due": max(midnight, now - OPEN_AFTER).time().replace(microsecond=0),
        "midnight": midnight,
        "tomorrow": midnight + datetime.timedelta(days=1),
    }
    for (answer,) in ask(_BOARD.format(hidden=hidden, schools=schools), values):
        found: list[Any] = orjson.loads(answer)
        return found
    raise NotYours(Permission.FOLLOW_UP)


def _schools(actor: Actor) -> tuple[str, Mapping[str, Any]]:
    """The schools whose lessons' absences the policy lets the actor follow up."""
    leading = actor.acting_as(*(row.role for row in POLICY.rows if Permission.FOLLOW_UP in row.do))
    return relation_sql(people.schools_of, leading)


def _unexplained(row: list[Any]) -> UnexplainedLearnerRow:
    learner_id, name, class_name, missed, reactions = row
    return UnexplainedLearnerRow(
        UUID(learner_id),
        name,
        class_name,
        tuple(
            MissedRow(UUID(one), *_hours(s, e), LocalizedText(names)) for one, s, e, names in missed
        ),
        tuple(
            ReactionRow(kind, datetime.datetime.fromisoformat(at), who)
            for kind, at, who in reactions or ()
        ),
    )


def _open(row: list[Any]) -> OpenLessonRow:
    lesson_id, starts, ends, subject, groups, teachers, room = row
    return OpenLessonRow(
        UUID(lesson_id),
        *_hours(starts, ends),
        LocalizedText(subject),
        tuple(groups or ()),
        tuple(name for name in teachers or () if name),
        room,
    )


def _change(row: list[Any]) -> ChangeRow:
    lesson_id, kind, starts, ends, subject, groups, planned, substitute, room = row
    return ChangeRow(
        UUID(lesson_id),
        kind,
        *_hours(starts, ends),
        LocalizedText(subject),
        tuple(groups or ()),
        tuple(planned or ()),
        substitute,
        room,
    )


def _hours(starts: str, ends: str) -> tuple[datetime.time, datetime.time]:
    return datetime.time.fromisoformat(starts), datetime.time.fromisoformat(ends)
