"""The one place that decides whose place and contact data somebody may not see (turvakielto)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from django.db import connection

from digione.foundation import clock
from digione.foundation.access import Actor
from digione.foundation.tenancy import current_tenant
from digione.school.people import relations

# A home is whoever is joined by guardianships of those who live together, however many steps.
_HOMES: Final = """
WITH RECURSIVE home AS (
  SELECT p.id FROM people_person p
  WHERE p.tenant_id = %(tenant)s AND p.protected
    AND (p.protected_until IS NULL OR p.protected_until >= %(today)s)
  UNION
  SELECT CASE WHEN g.guardian_id = home.id THEN g.learner_id ELSE g.guardian_id END
  FROM home JOIN people_guardianship g
    ON g.tenant_id = %(tenant)s AND g.lives_with AND g.span @> %(today)s::date
   AND (g.guardian_id = home.id OR g.learner_id = home.id)
)
SELECT id FROM home WHERE id = ANY(%(asked)s) AND id <> %(oneself)s
"""


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
    values: dict[str, Any] = {
        "tenant": actor.tenant_id,
        "today": clock.today(),
        "asked": asked,
        "oneself": actor.person_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(_HOMES + _but_for_known(actor, values), values)
        return frozenset(person_id for (person_id,) in cursor.fetchall())


def _but_for_known(actor: Actor, values: dict[str, Any]) -> str:
    """The relations that entitle, as conditions; their parameters join `values` by name.

    IS NOT TRUE: a relation that holds a NULL must not turn "hidden" into "unknown".
    """
    conditions = []
    for number, known in enumerate(relations.know_places.of(actor)):
        statement, parameters = known.query.sql_with_params()
        names = [f"known_{number}_{position}" for position in range(len(parameters))]
        values.update(zip(names, parameters, strict=True))
        conditions.append(
            f" AND (id IN ({statement % tuple(f'%({n})s' for n in names)})) IS NOT TRUE"
        )
    return "".join(conditions)
