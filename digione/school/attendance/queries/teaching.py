"""A teacher's day at a glance: which registers are taken, which are not, and what homes told."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from digione.foundation import clock
from digione.foundation.access import Actor
from digione.foundation.tenancy import ask
from digione.school.timetable import public as timetable

_LOOKING_BACK: Final = datetime.timedelta(days=7)

_STATES: Final = """
SELECT r.taken_at IS NOT NULL,
  (SELECT count(*) FROM attendance_mark k WHERE k.tenant_id = %(tenant)s
     AND k.lesson_id = asked.lesson_id AND k.day = asked.day),
  CASE WHEN asked.day = %(today)s THEN (
    SELECT array_agg(DISTINCT m.learner_id)
    FROM timetable_lessongroup lg
    JOIN enrolment_membership m ON m.tenant_id = lg.tenant_id AND m.group_id = lg.group_id
     AND m.span @> asked.day
    JOIN attendance_absencereport a ON a.tenant_id = m.tenant_id AND a.learner_id = m.learner_id
     AND a.withdrawn_at IS NULL
     AND a.starts_at < (asked.day + asked.ends_at) AT TIME ZONE %(zone)s
     AND (a.ends_at IS NULL OR a.ends_at > (asked.day + asked.starts_at) AT TIME ZONE %(zone)s)
    WHERE lg.tenant_id = %(tenant)s AND lg.lesson_id = asked.lesson_id) END
FROM unnest(%(lessons)s::uuid[], %(days)s::date[], %(starts)s::time[], %(ends)s::time[])
  WITH ORDINALITY AS asked(lesson_id, day, starts_at, ends_at, position)
LEFT JOIN attendance_register r ON r.tenant_id = %(tenant)s AND r.lesson_id = asked.lesson_id
 AND r.day = asked.day
ORDER BY asked.position
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaughtRow:
    """One lesson of the teacher, with the state of its register."""

    lesson: timetable.LessonRow
    is_mine: bool
    is_taken: bool
    exceptions: int
    reported: frozenset[UUID]

    @property
    def is_open(self) -> bool:
        """It is over, was the teacher's to hold, and nobody has taken the register."""
        over = self.lesson.when == timetable.When.PAST
        return over and self.is_mine and not self.is_taken and not self.lesson.cancelled


@dataclass(frozen=True, slots=True, kw_only=True)
class TeachingRow:
    """Today's lessons, and those of the week before whose registers are open."""

    today: tuple[TaughtRow, ...]
    unmarked: tuple[TaughtRow, ...]

    @property
    def current(self) -> TaughtRow | None:
        """What is on, else what comes next today."""
        mine = [row for row in self.today if row.is_mine]
        now = (row for row in mine if row.lesson.is_now)
        return next(now, next((row for row in mine if row.lesson.is_next), None))

    @property
    def reported(self) -> int:
        """How many of today's learners a home has reported."""
        learners: set[UUID] = set()
        for row in self.today:
            if not row.lesson.cancelled:
                learners |= row.reported
        return len(learners)


def teaching(actor: Actor) -> TeachingRow:
    """The actor's lessons of today and the week before, in two statements; nobody is named."""
    today = clock.today()
    lessons = timetable.lessons_taught(actor, today - _LOOKING_BACK, today)
    rows = [
        _row(actor, lesson, *state)
        for lesson, state in zip(lessons, _states(actor, lessons), strict=True)
    ]
    return TeachingRow(
        today=tuple(row for row in rows if row.lesson.day == today),
        unmarked=tuple(row for row in reversed(rows) if row.lesson.day < today and row.is_open),
    )


def _states(
    actor: Actor, lessons: Sequence[timetable.LessonRow]
) -> list[tuple[bool, int, list[UUID] | None]]:
    if not lessons:
        return []
    values: dict[str, Any] = {
        "tenant": actor.tenant_id,
        "today": clock.today(),
        "lessons": [lesson.lesson_id for lesson in lessons],
        "days": [lesson.day for lesson in lessons],
        "starts": [lesson.starts_at for lesson in lessons],
        "ends": [lesson.ends_at for lesson in lessons],
        "zone": clock.HELSINKI.key,
    }
    return [(is_taken, count, told) for is_taken, count, told in ask(_STATES, values)]


def _row(
    actor: Actor,
    lesson: timetable.LessonRow,
    is_taken: bool,
    exceptions: int,
    reported: list[UUID] | None,
) -> TaughtRow:
    return TaughtRow(
        lesson=lesson,
        is_mine=actor.person_id in lesson.teacher_ids,
        is_taken=is_taken,
        exceptions=exceptions,
        reported=frozenset(reported or ()),
    )
