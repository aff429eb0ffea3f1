"""Learners and where they study today: a guardian's children, oneself, one learner."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

import orjson

from digione.foundation import clock
from digione.foundation.access import Actor, Role
from digione.foundation.audit import recording
from digione.foundation.language import LocalizedText
from digione.foundation.tenancy import ask
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
    AND g.may_know AND g.span @> %(today)s::date
  UNION ALL
  SELECT i.id, false FROM unnest(%(ids)s::uuid[]) AS i(id)
), child AS (SELECT learner_id FROM who), hidden (id) AS ({hidden})
SELECT p.id, p.call_name, p.family_name, who.may_decide, p.id IN (SELECT id FROM hidden),
       r.id, r.school_id, s.names::text, r.state, c.id, c.name, c.grade
FROM who
JOIN people_person p ON p.tenant_id = %(tenant)s AND p.id = who.learner_id
JOIN LATERAL (
  SELECT sr.id, sr.school_id,
         (SELECT sp.state FROM enrolment_studyperiod sp
          WHERE sp.tenant_id = sr.tenant_id AND sp.study_right_id = sr.id
            AND sp.starts_on <= %(today)s::date
          ORDER BY sp.starts_on DESC LIMIT 1) AS state
  FROM enrolment_studyright sr
  WHERE sr.tenant_id = %(tenant)s AND sr.learner_id = p.id AND sr.span @> %(today)s::date
  ORDER BY lower(sr.span) DESC, sr.id LIMIT 1
) r ON true
JOIN organisations_school s ON s.tenant_id = %(tenant)s AND s.id = r.school_id
LEFT JOIN LATERAL (
  SELECT gr.id, gr.name, gr.grade
  FROM enrolment_membership m
  JOIN enrolment_group gr ON gr.tenant_id = m.tenant_id AND gr.id = m.group_id
  WHERE m.tenant_id = %(tenant)s AND m.learner_id = p.id AND m.span @> %(today)s::date
    AND gr.kind = 'class' AND gr.school_id = r.school_id
  ORDER BY gr.sort_key LIMIT 1
) c ON true
ORDER BY p.sort_key, p.id
"""


def learners_of_guardian(actor: Actor) -> list[LearnerRow]:
    """The guardian's children who study today and whose matters they may know."""
    if Role.GUARDIAN not in actor.roles:
        return []
    return _seen("enrolment.children", _ask(actor, guardian=actor.person_id))


def own_enrolment(actor: Actor) -> LearnerRow | None:
    """Where the learner who asks studies today."""
    if Role.LEARNER not in actor.roles:
        return None
    return next(iter(_seen("enrolment.own", _ask(actor, ids=[actor.person_id]))), None)


def learner_page(actor: Actor, learner_id: UUID) -> LearnerRow:
    """The head of a learner's page; raises `NotYours` where the asker may not see the learner."""
    rights = models.StudyRight.objects.filter(span__contains=clock.today())
    POLICY.find(actor, Permission.LEARNER, rights, learner_id=learner_id)
    guardian = actor.person_id if Role.GUARDIAN in actor.roles else None
    rows = [
        r for r in _ask(actor, guardian=guardian, ids=[learner_id]) if r.learner_id == learner_id
    ]
    return _seen("enrolment.learner", sorted(rows, key=lambda row: not row.may_decide)[:1])[0]


def _ask(
    actor: Actor, *, guardian: UUID | None = None, ids: Iterable[UUID] = ()
) -> list[LearnerRow]:
    hidden, values = people.hidden_sql(actor, among="child")
    values |= {"tenant": actor.tenant_id, "today": clock.today()}
    values |= {"guardian": guardian, "ids": list(ids)}
    found = ask(_LEARNERS.replace("{hidden}", hidden), values)
    return [_row(*row[:5], place=row[5:]) for row in found]


def _seen(what: str, rows: list[LearnerRow]) -> list[LearnerRow]:
    if rows:
        recording.saw(what, [row.learner_id for row in rows])
    return rows


def _row(*who: Any, place: tuple[Any, ...]) -> LearnerRow:
    learner_id, call_name, family_name, may_decide, place_hidden = who
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
