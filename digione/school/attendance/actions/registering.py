"""Taking a register and mending it: one row for the register, one for each mark that differs."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from digione.foundation import clock
from digione.foundation.access import Actor
from digione.foundation.audit import recording
from digione.foundation.outbox.announcing import Event, announce
from digione.foundation.tenancy import ask, current_tenant
from digione.school.attendance import events
from digione.school.attendance.queries.register import RegisterRow, RollRow, opened
from digione.school.attendance.rules import registering as rules

_ELSEWHERE_CLASS: Final = ("other_teaching", 1)

# Everything at once, so that two teachers' saves meet on the rows of the same learners only. A
# mark that somebody else made after it was read is left as it is and comes back as `missed`.
# What homes have told becomes marks with the first save, and only then.
_SAVE: Final = """
WITH fresh AS (
  INSERT INTO attendance_register AS r
    (tenant_id, lesson_id, day, taken_by_id, taken_at, topic, homework, version)
  VALUES (%(tenant)s, %(lesson)s, %(day)s, %(actor)s, %(now)s, '', '', 0)
  ON CONFLICT (tenant_id, lesson_id, day)
  DO UPDATE SET taken_by_id = excluded.taken_by_id, taken_at = excluded.taken_at
    WHERE r.taken_at IS NULL
  RETURNING 1
),
wanted AS (
  SELECT * FROM unnest(%(learners)s::uuid[], %(statuses)s::text[], %(minutes)s::int[],
                       %(classes)s::text[], %(versions)s::int[], %(seen)s::text[])
    AS w(learner_id, status, minutes, absence_class, class_version, seen)
),
removed AS (
  DELETE FROM attendance_mark k USING wanted w
  WHERE k.tenant_id = %(tenant)s AND k.lesson_id = %(lesson)s AND k.day = %(day)s
    AND k.learner_id = w.learner_id AND w.status = 'present'
    AND (w.seen IS NULL OR k.marked_by_id = %(actor)s
         OR w.seen = k.status || coalesce(':' || k.minutes_late, ''))
  RETURNING k.learner_id
),
saved AS (
  INSERT INTO attendance_mark AS k
    (tenant_id, lesson_id, day, learner_id, status, minutes_late, absence_class, class_version,
     marked_by_id, marked_at)
  SELECT %(tenant)s, %(lesson)s, %(day)s, w.learner_id, w.status, w.minutes, w.absence_class,
         w.class_version, %(actor)s, %(now)s
  FROM (
    SELECT learner_id, status, minutes, absence_class, class_version FROM wanted
    WHERE status <> 'present'
    UNION ALL
    SELECT t.learner_id, 'absent', NULL, t.absence_class, t.class_version
    FROM unnest(%(told)s::uuid[], %(told_classes)s::text[], %(told_versions)s::int[])
      AS t(learner_id, absence_class, class_version)
    WHERE EXISTS (SELECT FROM fresh)
  ) AS w
  ON CONFLICT (tenant_id, lesson_id, day, learner_id) DO UPDATE
  SET status = excluded.status, minutes_late = excluded.minutes_late,
      absence_class = CASE WHEN k.status = excluded.status
        THEN k.absence_class ELSE excluded.absence_class END,
      class_version = CASE WHEN k.status = excluded.status
        THEN k.class_version ELSE excluded.class_version END,
      explained_by_id = CASE WHEN k.status = excluded.status THEN k.explained_by_id END,
      explained_at = CASE WHEN k.status = excluded.status THEN k.explained_at END,
      marked_by_id = excluded.marked_by_id, marked_at = excluded.marked_at
  WHERE k.marked_by_id = %(actor)s OR EXISTS (
    SELECT FROM wanted w WHERE w.learner_id = k.learner_id
      AND (w.seen IS NULL OR w.seen = k.status || coalesce(':' || k.minutes_late, '')))
  RETURNING k.learner_id
)
SELECT EXISTS (SELECT FROM fresh),
  (SELECT coalesce(array_agg(w.learner_id), '{}') FROM wanted w
   WHERE CASE WHEN w.status <> 'present' THEN w.learner_id NOT IN (SELECT learner_id FROM saved)
     ELSE w.learner_id NOT IN (SELECT learner_id FROM removed) AND EXISTS (
       SELECT FROM attendance_mark k
       WHERE k.tenant_id = %(tenant)s AND k.lesson_id = %(lesson)s AND k.day = %(day)s
         AND k.learner_id = w.learner_id) END)
"""


@transaction.atomic
def take_register(
    actor: Actor, *, lesson_id: UUID, day: datetime.date, marks: Iterable[rules.Mark] = ()
) -> RegisterRow:
    """Writes the marks that differ and takes the register if nobody has; the register as it is now.

    Learners who are not named stay as they are. Raises `MarkedMeanwhile`, and saves nothing, where
    somebody else has marked one of the learners otherwise since the teacher looked.
    """
    wanted = list(marks)
    for mark in wanted:
        rules.check_mark(mark)
    register = opened(actor, lesson_id, day)
    register.check_markable()
    differing = [mark for mark in wanted if _differs(mark, register.learner(mark.learner_id))]
    if register.is_taken and not differing:
        return register
    return _saved(actor, register, differing)


def _differs(mark: rules.Mark, row: RollRow) -> bool:
    return mark.token != row.token


def _saved(actor: Actor, register: RegisterRow, marks: list[rules.Mark]) -> RegisterRow:
    now = clock.now()
    after = [_row(register.learner(mark.learner_id), mark, now) for mark in marks]
    told = [] if register.is_taken else _told(register, {mark.learner_id for mark in marks}, now)
    is_first, missed = _written(actor, register, after, told, [mark.seen for mark in marks])
    if missed:
        raise rules.MarkedMeanwhile(missed)
    lesson_id, day, changed = register.lesson.lesson_id, register.lesson.day, [*after, *told]
    recording.changed("attendance.mark", [row.learner_id for row in changed], object_id=lesson_id)
    announce(*_facts(lesson_id, day, changed, is_first=is_first))
    return replace(register.with_rows(changed), taken_at=register.taken_at or now)


def _row(before: RollRow, mark: rules.Mark, now: datetime.datetime) -> RollRow:
    """The learner's row as the mark makes it; an explanation lasts while the mark stays."""
    new = replace(before, mark=mark.status, minutes=mark.minutes, marked_at=now)
    if before.is_stored and before.mark == mark.status:
        return new
    absence_class, class_version = _class_of(mark.status, before)
    return replace(
        new, absence_class=absence_class, class_version=class_version, explained=False, marked_by=""
    )


def _class_of(status: str, row: RollRow) -> tuple[str, int | None]:
    """An absence that a home has told has its class at once; any other waits for one."""
    if status == rules.ABSENT and row.told:
        return row.told.absence_class, row.told.class_version
    return _ELSEWHERE_CLASS if status == rules.ELSEWHERE else ("", None)


def _told(register: RegisterRow, named: Collection[UUID], now: datetime.datetime) -> list[RollRow]:
    """Those whom a home has reported and the teacher has not said otherwise of."""
    return [
        _row(row, rules.Mark(learner_id=row.learner_id, status=row.mark), now)
        for row in register.roll
        if row.mark == rules.ABSENT and row.learner_id not in named
    ]


def _written(
    actor: Actor,
    register: RegisterRow,
    rows: list[RollRow],
    told: list[RollRow],
    seen: list[str | None],
) -> tuple[bool, list[UUID]]:
    """Whether the register was taken by this very save, and who was marked by somebody else."""
    values: dict[str, Any] = {
        "tenant": current_tenant(),
        "lesson": register.lesson.lesson_id,
        "day": register.lesson.day,
        "actor": actor.person_id,
        "now": clock.now(),
        "learners": [row.learner_id for row in rows],
        "statuses": [row.mark for row in rows],
        "minutes": [row.minutes for row in rows],
        "classes": [row.absence_class for row in rows],
        "versions": [row.class_version for row in rows],
        "seen": seen,
        "told": [row.learner_id for row in told],
        "told_classes": [row.absence_class for row in told],
        "told_versions": [row.class_version for row in told],
    }
    ((is_first, missed),) = ask(_SAVE, values)
    return is_first, missed


def _facts(
    lesson_id: UUID, day: datetime.date, rows: Iterable[RollRow], *, is_first: bool
) -> Iterator[Event]:
    taken = events.RegisterTaken if is_first else events.RegisterMended
    yield taken(lesson_id, day)
    for row in rows:
        if row.mark == rules.ABSENT:
            yield events.AbsenceMarked(lesson_id, day, row.learner_id)
