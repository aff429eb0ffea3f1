"""The one place that decides whose place and contact data somebody may not see (turvakielto)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from digione.foundation import clock
from digione.foundation.access import Actor, Written, relation_sql
from digione.foundation.tenancy import ask, current_tenant
from digione.school.people import relations

# A home is whoever is joined by guardianships of those who live together, however many steps.
# Two halves and no OR: each finds its rows by an index, so the question costs the protected only.
_HOMES: Final = """
WITH RECURSIVE home AS (
  SELECT p.id FROM people_person p
  WHERE p.tenant_id = %(tenant)s AND p.protected
    AND (p.protected_until IS NULL OR p.protected_until >= %(today)s)
  UNION
  SELECT other.id
  FROM home CROSS JOIN LATERAL (
    SELECT g.learner_id AS id FROM people_guardianship g
    WHERE g.tenant_id = %(tenant)s AND g.guardian_id = home.id
      AND g.lives_with AND g.span @> %(today)s::date
    UNION ALL
    SELECT g.guardian_id FROM people_guardianship g
    WHERE g.tenant_id = %(tenant)s AND g.learner_id = home.id
      AND g.lives_with AND g.span @> %(today)s::date
  ) AS other
)
SELECT id FROM (SELECT id FROM home WHERE id <> %(actor)s{among} OFFSET 0) AS home WHERE true
"""
_AMONG: Final = " AND id IN (SELECT * FROM {among})"
# Asked of each of the few protected: the planner would rather list all whom the actor knows.
_UNLESS: Final = """
AND (SELECT true FROM ({known}) AS known(id) WHERE known.id = home.id LIMIT 1) IS NULL"""


def hidden_places(actor: Actor, person_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of `person_ids` whose place the actor may not see: one statement, and none for nobody.

    Place means school, class, group, room, timetable, address, phone and e-mail. Nothing is
    remembered between two questions, so the switch acts on the next request.
    """
    asked = list(set(person_ids))
    if actor.tenant_id != current_tenant():
        raise PermissionError("the actor belongs to another municipality")
    if not asked:
        return frozenset()
    statement, values = hidden_sql(actor, among="unnest(%(asked)s::uuid[])")
    found = ask(statement, {**values, "asked": asked})
    return frozenset(person_id for (person_id,) in found)


def hidden_sql(actor: Actor, *, among: str = "") -> Written:
    """`SELECT id …` of everyone whose place the actor may not see, for `… NOT IN (…)`.

    The relations that entitle are conditions of it; a relation that holds a NULL entitles nobody.
    `among` names a table of the ids that the statement is about: who is entitled is then asked
    for the protected of these only, and mostly not at all.
    """
    conditions = [_HOMES.format(among=_AMONG.format(among=among) if among else "")]
    values = {"tenant": actor.tenant_id, "actor": actor.person_id, "today": clock.today()}
    for relation in relations.know_places.named(actor):
        known, named = relation_sql(relation, actor)
        conditions.append(_UNLESS.format(known=known))
        values |= named
    return " ".join(conditions), values
