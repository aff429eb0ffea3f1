"""A lesson's register as it stands: who is in the class, their marks, and what homes have told."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from digione.foundation import clock
from digione.foundation.access import Actor, NotYours, reach_sql, refuse
from digione.foundation.audit import recording
from digione.foundation.tenancy import ask
from digione.school.attendance import models
from digione.school.attendance.policy import POLICY, Permission
from digione.school.attendance.rules import registering as rules
from digione.school.people import public as people
from digione.school.timetable import public as timetable

# A register that nobody has opened has no row for the policy to be asked of. So the policy's own
# sub-selects are asked of a table of that name with the one row that would be written.
_REGISTER: Final = """
WITH enrolled AS MATERIALIZED (
  SELECT DISTINCT m.learner_id AS id
  FROM timetable_lessongroup lg
  JOIN enrolment_membership m ON m.tenant_id = %(tenant)s AND m.group_id = lg.group_id
   AND m.span @> %(day)s::date
  WHERE lg.tenant_id = %(tenant)s AND lg.lesson_id = %(lesson)s
), shown AS (
  SELECT id FROM enrolled
  UNION ALL
  SELECT k.marked_by_id FROM attendance_mark k
  WHERE k.tenant_id = %(tenant)s AND k.lesson_id = %(lesson)s AND k.day = %(day)s
), hidden AS MATERIALIZED ({hidden}),
asked AS (
  WITH attendance_register AS (
    SELECT %(tenant)s::int AS tenant_id, %(lesson)s::uuid AS lesson_id, %(day)s::date AS day)
  SELECT %(lesson)s IN ({mend}) AS leads WHERE %(lesson)s IN ({take})
),
roll AS (
  SELECT p.id, p.call_name || ' ' || p.family_name AS name, p.sort_key
  FROM enrolled JOIN people_person p ON p.tenant_id = %(tenant)s AND p.id = enrolled.id
  WHERE p.id NOT IN (SELECT id FROM hidden)
)
SELECT asked.leads, r.taken_at, coalesce(r.topic, ''), coalesce(r.homework, ''),
       coalesce(r.version, 0),
       (SELECT array_agg(x.lesson_id) FROM attendance_register x
        WHERE x.tenant_id = %(tenant)s AND x.day = %(day)s AND x.taken_at IS NOT NULL
          AND x.lesson_id = ANY(%(beside)s)),
       roll.id, roll.name, k.status, k.minutes_late, k.absence_class, k.class_version,
       k.explained_at IS NOT NULL, k.marked_at,
       coalesce(marker.call_name || ' ' || marker.family_name, ''),
       told.reported_at, told.starts_at, told.ends_at, told.absence_class, told.class_version
FROM asked
LEFT JOIN attendance_register r
  ON r.tenant_id = %(tenant)s AND r.lesson_id = %(lesson)s AND r.day = %(day)s
LEFT JOIN roll ON true
LEFT JOIN attendance_mark k ON k.tenant_id = %(tenant)s AND k.lesson_id = %(lesson)s
 AND k.day = %(day)s AND k.learner_id = roll.id
LEFT JOIN people_person marker ON marker.tenant_id = %(tenant)s AND marker.id = k.marked_by_id
 AND marker.id NOT IN (SELECT id FROM hidden)
LEFT JOIN LATERAL (
  SELECT a.reported_at, a.starts_at, a.ends_at, a.absence_class, a.class_version
  FROM attendance_absencereport a
  WHERE a.tenant_id = %(tenant)s AND a.learner_id = roll.id AND a.withdrawn_at IS NULL
    AND a.starts_at < %(ends_at)s AND (a.ends_at IS NULL OR a.ends_at > %(starts_at)s)
  ORDER BY a.reported_at DESC, a.id LIMIT 1
) AS told ON true
ORDER BY roll.sort_key, roll.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a home reported beforehand: when, and for which time. The reason stays in the room."""

    reported_at: datetime.datetime
    span: rules.Span
    absence_class: str
    class_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RollRow:
    """One learner of the class; `mark` is the stored one, or what the home's report makes it.

    `marked_by` is empty for a colleague whom the reader may not place here.
    """

    learner_id: UUID
    name: str
    mark: str = rules.PRESENT
    minutes: int | None = None
    absence_class: str = ""
    class_version: int | None = None
    explained: bool = False
    marked_at: datetime.datetime | None = None
    marked_by: str = ""
    told: Told | None = None

    @property
    def token(self) -> str:
        return rules.token(self.mark, self.minutes)

    @property
    def is_stored(self) -> bool:
        return self.marked_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """The register of a lesson on a day; until it is taken, reports stand where marks will."""

    lesson: timetable.LessonRow
    taken_at: datetime.datetime | None
    topic: str
    homework: str
    version: int
    roll: tuple[RollRow, ...]
    taken_beside: frozenset[UUID]
    leads: bool

    @property
    def starts_at(self) -> datetime.datetime:
        return _span(self.lesson).starts_at

    @property
    def is_taken(self) -> bool:
        return self.taken_at is not None

    @property
    def is_markable(self) -> bool:
        return rules.is_markable(
            self.lesson.day,
            today=clock.today(),
            cancelled=self.lesson.cancelled,
            leads=self.leads,
        )

    def check_markable(self) -> None:
        """Raises a `NotMarkable` that says why the register is closed."""
        rules.check_markable(
            self.lesson.day,
            today=clock.today(),
            cancelled=self.lesson.cancelled,
            leads=self.leads,
        )

    @property
    def counts(self) -> Counter[str]:
        """How many are present, late, absent and elsewhere."""
        return Counter(row.mark for row in self.roll)

    def learner(self, learner_id: UUID) -> RollRow:
        """The learner's row; raises `NotYours` for somebody who is not in the class."""
        for row in self.roll:
            if row.learner_id == learner_id:
                return row
        raise NotYours(learner_id)

    def with_rows(self, rows: Iterable[RollRow]) -> RegisterRow:
        new = {row.learner_id: row for row in rows}
        return replace(self, roll=tuple(new.get(row.learner_id, row) for row in self.roll))


def register_of(
    actor: Actor, lesson_id: UUID, day: datetime.date, *, beside: Iterable[timetable.LessonRow] = ()
) -> RegisterRow:
    """The register that the actor may take, shown to them; raises `NotYours` otherwise.

    `beside` are the day's lessons as they are known already: the lesson is looked for among them
    first, and `taken_beside` says whose registers have been taken.
    """
    register = opened(actor, lesson_id, day, beside=beside)
    seen = [row.learner_id for row in register.roll]
    recording.saw("attendance.register", seen, object_id=lesson_id)
    return register


def opened(
    actor: Actor, lesson_id: UUID, day: datetime.date, *, beside: Iterable[timetable.LessonRow] = ()
) -> RegisterRow:
    """The same for an action, which names those whose data it changes itself."""
    known = list(beside)
    lesson = next((one for one in known if one.lesson_id == lesson_id and one.day == day), None)
    if lesson is None:
        lesson = timetable.lesson_on(actor, lesson_id, day, named=False)
    answers = _asked(actor, lesson, [one.lesson_id for one in known])
    if not answers:
        refuse(actor, Permission.TAKE)
        raise NotYours(lesson_id)
    return _register(lesson, answers)


def _asked(actor: Actor, lesson: timetable.LessonRow, beside: list[UUID]) -> list[tuple[Any, ...]]:
    hidden, known = people.hidden_sql(actor, among="shown")
    take, taking = reach_sql(POLICY, actor, Permission.TAKE, models.Register, "lesson_id")
    mend, mending = reach_sql(POLICY, actor, Permission.MEND, models.Register, "lesson_id")
    span = _span(lesson)
    named = {
        **known,
        **taking,
        **mending,
        "lesson": lesson.lesson_id,
        "day": lesson.day,
        "beside": beside,
        "starts_at": span.starts_at,
        "ends_at": span.ends_at,
    }
    return ask(_REGISTER.format(hidden=hidden, take=take, mend=mend), named)


def _span(lesson: timetable.LessonRow) -> rules.Span:
    """The lesson's hours as moments in Helsinki."""
    return rules.Span(
        datetime.datetime.combine(lesson.day, lesson.starts_at, clock.HELSINKI),
        datetime.datetime.combine(lesson.day, lesson.ends_at, clock.HELSINKI),
    )


def _register(lesson: timetable.LessonRow, answers: list[tuple[Any, ...]]) -> RegisterRow:
    leads, taken_at, topic, homework, version, taken_beside = answers[0][:6]
    span, is_taken = _span(lesson), taken_at is not None
    return RegisterRow(
        lesson=lesson,
        taken_at=taken_at,
        topic=topic,
        homework=homework,
        version=version,
        roll=tuple(_row(answer[6:], span, is_taken=is_taken) for answer in answers if answer[6]),
        taken_beside=frozenset(taken_beside or ()),
        leads=leads,
    )


def _row(answer: tuple[Any, ...], lesson: rules.Span, *, is_taken: bool) -> RollRow:
    learner_id, name, status, *stored = answer[:9]
    told = _told(answer[9:])
    if status is None:
        away = told is not None and not is_taken and told.span.takes(lesson)
        mark = rules.ABSENT if away else rules.PRESENT
        return RollRow(learner_id=learner_id, name=name, mark=mark, told=told)
    minutes, absence_class, class_version, explained, marked_at, marked_by = stored
    return RollRow(
        learner_id=learner_id,
        name=name,
        mark=status,
        minutes=minutes,
        absence_class=absence_class,
        class_version=class_version,
        explained=explained,
        marked_at=marked_at,
        marked_by=marked_by,
        told=told,
    )


def _told(answer: tuple[Any, ...]) -> Told | None:
    reported_at, starts_at, ends_at, absence_class, class_version = answer
    if reported_at is None:
        return None
    return Told(
        reported_at=reported_at,
        span=rules.Span(starts_at, ends_at),
        absence_class=absence_class,
        class_version=class_version,
    )
