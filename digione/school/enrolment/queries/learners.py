"""Learners and where they study today: a guardian's children, oneself, one learner."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

import orjson
from django.db import connection

from digione.foundation import clock
from digione.foundation.access import Actor, Role
from digione.foundation.audit import recording
from digione.foundation.language import LocalizedText
from digione.school.enrolment import models, rules
from digione.school.enrolment.policy import POLICY, Permission
from digione.school.people import public as people

from .rows import LearnerRow

# The policy stands in `who`: own children whose matters one may know, oneself, or ids that the
# policy has let through already. A learner with two study rights is shown at the newer one.
_LEARNERS: Final = """
WITH who AS (
  SELECT g.learner_id, g.may_decide FROM people_guardianship g
  WHERE g.tenant_id = %(tenant)s AND g.guardian_id = %(guardian)s
    AND g.may_know AND g.span @> %(day)s::date
  UNION ALL
  SELECT i.id, false FROM unnest(%(ids)s::uuid[]) AS i(id)
)
SELECT p.id, p.call_name, p.family_name, who.may_decide,
       r.id, r.school_id, s.names::text, r.state, c.id, c.name, c.grade
FROM who
JOIN people_person p ON p.tenant_id = %(tenant)s AND p.id = who.learner_id
JOIN LATERAL (
  SELECT sr.id, sr.school_id,
         (SELECT sp.state FROM enrolment_studyperiod sp
          WHERE sp.tenant_id = sr.tenant_id AND sp.study_right_id = sr.id
            AND sp.starts_on <= %(day)s::date
          ORDER BY sp.starts_on DESC LIMIT 1) AS state
  FROM enrolment_studyright sr
  WHERE sr.tenant_id = %(tenant)s AND sr.learner_id = p.id AND sr.span @> %(day)s::date
  ORDER BY lower(sr.span) DESC, sr.id LIMIT 1
) r ON true
JOIN organisations_school s ON s.tenant_id = %(tenant)s AND s.id = r.school_id
LEFT JOIN LATERAL (
  SELECT gr.id, gr.name, gr.grade
  FROM enrolment_membership m
  JOIN enrolment_group gr ON gr.tenant_id = m.tenant_id AND gr.id = m.group_id
  WHERE m.tenant_id = %(tenant)s AND m.learner_id = p.id AND m.span @> %(day)s::date
    AND gr.kind = 'class' AND gr.school_id = r.school_id
  ORDER BY gr.sort_key LIMIT 1
) c ON true
ORDER BY p.sort_key, p.id
"""


def learners_of_guardian(actor: Actor) -> list[LearnerRow]:
    """The guardian's children who study today and whose matters they may know."""
    if Role.GUARDIAN not in actor.roles:
        return []
    return _shown(actor, _ask(actor, guardian=actor.person_id), "enrolment.children")


def own_enrolment(actor: Actor) -> LearnerRow | None:
    """Where the learner who asks studies today."""
    if Role.LEARNER not in actor.roles:
        return None
    rows = _ask(actor, ids=[actor.person_id])
    return next(iter(_shown(actor, rows, "enrolment.own")), None)


def learner_page(actor: Actor, learner_id: UUID) -> LearnerRow:
    """The head of a learner's page; raises `NotYours` where the asker may not see the learner."""
    rights = models.StudyRight.objects.filter(span__contains=clock.today())
    POLICY.find(actor, Permission.LEARNER, rights, learner_id=learner_id)
    rows = _ask(actor, ids=[learner_id])
    if Role.GUARDIAN in actor.roles:
        rows = next(([r] for r in _children(actor) if r[0] == learner_id), rows)
    return _shown(actor, rows, "enrolment.learner")[0]


def _children(actor: Actor) -> list[Any]:
    return _ask(actor, guardian=actor.person_id)


def _ask(actor: Actor, *, guardian: UUID | None = None, ids: Iterable[UUID] = ()) -> list[Any]:
    day: datetime.date = clock.today()
    with connection.cursor() as cursor:
        cursor.execute(
            _LEARNERS,
            {"tenant": actor.tenant_id, "guardian": guardian, "ids": list(ids), "day": day},
        )
        return list(cursor.fetchall())


def _shown(actor: Actor, rows: list[Any], what: str) -> list[LearnerRow]:
    ids = [row[0] for row in rows]
    hidden = people.hidden_places(actor, ids) if ids else frozenset()
    if ids:
        recording.saw(what, ids)
    return [_row(row, place_hidden=row[0] in hidden) for row in rows]


def _row(row: Any, *, place_hidden: bool) -> LearnerRow:
    learner_id, call_name, family_name, may_decide, *place = row
    person = {
        "learner_id": learner_id,
        "call_name": call_name,
        "family_name": family_name,
        "initials": rules.initials(call_name, family_name),
        "may_decide": may_decide,
    }
    if place_hidden:
        return LearnerRow(**person, place_hidden=True)
    right_id, school_id, names, state, group_id, class_name, grade = place
    return LearnerRow(
        **person,
        study_right_id=right_id,
        school_id=school_id,
        school=LocalizedText(orjson.loads(names)),
        state=state or "",
        group_id=group_id,
        class_name=class_name or "",
        grade=grade,
    )
