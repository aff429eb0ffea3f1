"""Topic and homework beside the register."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from digione.foundation.access import Actor
from digione.foundation.audit import recording
from digione.foundation.tenancy import current_tenant
from digione.school.attendance.queries.register import opened
from digione.school.attendance.rules import registering as rules

_WRITE: Final = """
INSERT INTO attendance_register AS r
  (tenant_id, lesson_id, day, topic, homework, noted_by_id, version)
VALUES (%(tenant)s, %(lesson)s, %(day)s, %(topic)s, %(homework)s, %(actor)s, 1)
ON CONFLICT (tenant_id, lesson_id, day) DO UPDATE
SET topic = excluded.topic, homework = excluded.homework, noted_by_id = excluded.noted_by_id,
    version = r.version + 1
WHERE r.version = %(version)s OR r.noted_by_id = %(actor)s
RETURNING r.version
"""


@dataclass(frozen=True, slots=True)
class Notes:
    topic: str
    homework: str


@transaction.atomic
def write_notes(
    actor: Actor, *, lesson_id: UUID, day: datetime.date, notes: Notes, version: int
) -> int:
    """Writes both and answers with their new version; the register need not be taken.

    Raises `ChangedMeanwhile` where somebody else has written other words since `version`; one's
    own last words give way, for a field is saved while the one before it is still on its way.
    """
    register = opened(actor, lesson_id, day)
    if notes == Notes(register.topic, register.homework):
        return register.version
    values: dict[str, Any] = {
        "tenant": current_tenant(),
        "lesson": lesson_id,
        "day": day,
        "actor": actor.person_id,
        "topic": notes.topic,
        "homework": notes.homework,
        "version": version,
    }
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, values)
        written = cursor.fetchone()
    if written is None:
        raise rules.ChangedMeanwhile(version)
    recording.changed("attendance.notes", [], object_id=lesson_id)
    new: int = written[0]
    return new
