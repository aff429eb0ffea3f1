"""Today's absences have the reason that homes have told, whichever came first: mark or report."""

from __future__ import annotations

import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from digione.foundation import clock
from digione.foundation.audit import recording
from digione.foundation.outbox.announcing import announce
from digione.foundation.tenancy import current_tenant
from digione.school.attendance import events, models

# The hours are those of the day: a lesson that was moved is met where it was held.
_HELD: Final = """
WITH held AS (
  SELECT k.lesson_id,
         k.day + coalesce(c.starts_at, l.starts_at) AS starts_at,
         k.day + coalesce(c.ends_at, l.ends_at) AS ends_at
  FROM attendance_mark k
  JOIN timetable_lesson l ON l.tenant_id = k.tenant_id AND l.id = k.lesson_id
  LEFT JOIN timetable_daychange c
    ON c.tenant_id = k.tenant_id AND c.lesson_id = k.lesson_id AND c.day = k.day
  WHERE k.tenant_id = %(tenant)s AND k.learner_id = %(learner)s AND k.day = %(day)s
    AND k.status = 'absent'
)
"""
_COVER: Final = """{held}
UPDATE attendance_mark k
SET absence_class = told.absence_class, class_version = told.class_version,
    explained_by_id = told.reported_by_id, explained_at = told.reported_at
FROM held CROSS JOIN LATERAL (
  SELECT a.* FROM attendance_absencereport a
  WHERE a.tenant_id = %(tenant)s AND a.learner_id = %(learner)s AND a.withdrawn_at IS NULL
    AND a.starts_at < held.ends_at AT TIME ZONE %(zone)s
    AND (a.ends_at IS NULL OR a.ends_at > held.starts_at AT TIME ZONE %(zone)s)
  ORDER BY a.reported_at DESC, a.id LIMIT 1
) AS told
WHERE k.tenant_id = %(tenant)s AND k.learner_id = %(learner)s AND k.day = %(day)s
  AND k.lesson_id = held.lesson_id AND k.absence_class = ''
"""
# A mark that was made of the report has its class, and nobody who explained it afterwards.
_UNCOVER: Final = """{held}
UPDATE attendance_mark k
SET absence_class = '', class_version = NULL, explained_by_id = NULL, explained_at = NULL
FROM held
WHERE k.tenant_id = %(tenant)s AND k.learner_id = %(learner)s AND k.day = %(day)s
  AND k.lesson_id = held.lesson_id
  AND (k.explained_by_id = %(teller)s AND k.explained_at = %(told_at)s
    OR k.explained_at IS NULL AND k.absence_class = %(class)s
      AND %(starts_at)s < held.ends_at AT TIME ZONE %(zone)s
      AND coalesce(%(ends_at)s > held.starts_at AT TIME ZONE %(zone)s, true))
"""


def cover(learner_id: UUID, day: datetime.date) -> int:
    """Explains what stands unexplained on `day` by the reports that stand; how many that was."""
    return _written(_COVER, learner_id, day)


def uncover(report: models.AbsenceReport) -> int:
    """Takes back what the report explained today; days that have passed stay as they were."""
    return _written(
        _UNCOVER,
        report.learner_id,
        clock.today(),
        teller=report.reported_by_id,
        told_at=report.reported_at,
        starts_at=report.starts_at,
        ends_at=report.ends_at,
        **{"class": report.absence_class},
    )


def _written(statement: str, learner_id: UUID, day: datetime.date, **more: Any) -> int:
    values: dict[str, Any] = {
        "tenant": current_tenant(),
        "learner": learner_id,
        "day": day,
        "zone": str(clock.HELSINKI),
        **more,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement.format(held=_HELD), values)
        number: int = cursor.rowcount
    if number:
        recording.changed("attendance.mark", [learner_id])
        announce(events.AbsenceExplained(learner_id, day))
    return number
