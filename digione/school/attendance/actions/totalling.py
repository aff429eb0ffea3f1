"""Rollups for statistics: a school's day counted anew from its registers and marks."""

from __future__ import annotations

import datetime
from typing import Final
from uuid import UUID

from django.db import connection

from digione.foundation.tenancy import current_tenant

# The class '' carries the lessons, the late and the unexplained; every other class its absences.
_COUNT: Final = """
WITH held AS (
  SELECT r.lesson_id, (
    SELECT count(DISTINCT m.learner_id)
    FROM timetable_lessongroup lg
    JOIN enrolment_membership m ON m.tenant_id = lg.tenant_id AND m.group_id = lg.group_id
     AND m.span @> %(day)s::date
    WHERE lg.tenant_id = %(tenant)s AND lg.lesson_id = r.lesson_id) AS learners
  FROM attendance_register r
  JOIN timetable_lesson l ON l.tenant_id = r.tenant_id AND l.id = r.lesson_id
   AND l.school_id = %(school)s
  WHERE r.tenant_id = %(tenant)s AND r.day = %(day)s AND r.taken_at IS NOT NULL
),
counted AS (
  SELECT '' AS absence_class, count(*) AS held, coalesce(sum(learners), 0) AS learners,
         0 AS absences, 0 AS late
  FROM held
  UNION ALL
  SELECT CASE WHEN k.status = 'late' THEN '' ELSE k.absence_class END, 0, 0,
         count(*) FILTER (WHERE k.status <> 'late'), count(*) FILTER (WHERE k.status = 'late')
  FROM held JOIN attendance_mark k ON k.tenant_id = %(tenant)s AND k.day = %(day)s
   AND k.lesson_id = held.lesson_id
  GROUP BY 1
),
total AS (
  SELECT absence_class, sum(held) AS held, sum(learners) AS learners, sum(absences) AS absences,
         sum(late) AS late
  FROM counted GROUP BY absence_class
),
gone AS (
  DELETE FROM attendance_daytotal t
  WHERE t.tenant_id = %(tenant)s AND t.school_id = %(school)s AND t.day = %(day)s
    AND t.absence_class NOT IN (SELECT absence_class FROM total)
)
INSERT INTO attendance_daytotal
  (tenant_id, school_id, day, absence_class, lessons_held, learner_lessons, absences, late)
SELECT %(tenant)s, %(school)s, %(day)s, absence_class, held, learners, absences, late FROM total
ON CONFLICT (tenant_id, school_id, day, absence_class) DO UPDATE
SET lessons_held = excluded.lessons_held, learner_lessons = excluded.learner_lessons,
    absences = excluded.absences, late = excluded.late
"""


def count_day(school_id: UUID, day: datetime.date) -> None:
    """Replaces the totals of a school's day; the same again changes nothing.

    Two counts of one day take turns, in a statement of its own, so that the later one sees all.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"{school_id} {day}"])
        cursor.execute(_COUNT, {"tenant": current_tenant(), "school": school_id, "day": day})


def count_day_of_lesson(lesson_id: UUID, day: datetime.date) -> None:
    """The same for the school that the lesson is held at."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT school_id FROM timetable_lesson WHERE tenant_id = %s AND id = %s",
            [current_tenant(), lesson_id],
        )
        found = cursor.fetchone()
    if found:
        count_day(found[0], day)


def count_days_of_learner(learner_id: UUID, day: datetime.date) -> None:
    """The same for every school that the learner missed a lesson at."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT l.school_id FROM attendance_mark k JOIN timetable_lesson l"
            " ON l.tenant_id = k.tenant_id AND l.id = k.lesson_id"
            " WHERE k.tenant_id = %s AND k.learner_id = %s AND k.day = %s ORDER BY 1",
            [current_tenant(), learner_id, day],
        )
        schools = [school_id for (school_id,) in cursor.fetchall()]
    for school_id in schools:
        count_day(school_id, day)
