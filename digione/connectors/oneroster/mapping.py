"""Staged files brought into the shape of our rooms: who is what, where, and from when to when."""

from __future__ import annotations

from typing import Final

from . import columns
from .staging import run


def _listed(words: object) -> str:
    return ", ".join(f"'{word}'" for word in sorted(words))  # type: ignore[call-overload]


# Version 1.2 has a file of roles; 1.1 has one role a user, in each of the user's organisations.
_ROLES: Final = """
CREATE TEMPORARY TABLE or_posts ON COMMIT DROP AS
SELECT r.user_sourced_id AS user_id, r.org_sourced_id AS org_id, lower(r.role) AS role,
       r.sourced_id AS source_id, b.day AS begins, e.day AS ends, r.gone
FROM or_roles r
LEFT JOIN or_days b ON b.text = r.begin_date LEFT JOIN or_days e ON e.text = r.end_date
WHERE r.user_sourced_id IS NOT NULL AND r.org_sourced_id IS NOT NULL
UNION ALL
SELECT u.sourced_id, btrim(org), lower(u.role), md5(u.sourced_id || ' ' || btrim(org)),
       NULL, NULL, u.gone
FROM or_users u, unnest(string_to_array(u.org_sourced_ids, ',')) AS org
WHERE u.role IS NOT NULL AND btrim(org) <> ''
"""

# Whoever ends as a user ends in every role and class.
_ENDED: Final = """
UPDATE or_posts SET gone = true
WHERE NOT gone AND user_id IN (SELECT sourced_id FROM or_users WHERE gone)
"""

_PLACES: Final = """
CREATE TEMPORARY TABLE or_places ON COMMIT DROP AS
SELECT e.sourced_id AS source_id, e.user_sourced_id AS user_id, e.class_sourced_id AS class_id,
       lower(e.role) AS role, b.day AS begins, x.day AS ends,
       e.gone OR coalesce(u.gone, false) OR coalesce(c.gone, false) AS gone
FROM or_enrollments e
LEFT JOIN or_users u ON u.sourced_id = e.user_sourced_id
LEFT JOIN or_classes c ON c.sourced_id = e.class_sourced_id
LEFT JOIN or_days b ON b.text = e.begin_date LEFT JOIN or_days x ON x.text = e.end_date
WHERE lower(e.role) IN ('student', 'teacher')
"""

# Agents stand on either side; the guardian is the one who has a guardian's role somewhere.
_GUARDIANS: Final = f"""
CREATE TEMPORARY TABLE or_guardians ON COMMIT DROP AS
WITH pair (one, other) AS (
  SELECT u.sourced_id, btrim(agent)
  FROM or_users u, unnest(string_to_array(u.agent_sourced_ids, ',')) AS agent
  WHERE NOT u.gone AND btrim(agent) <> ''
), either (guardian_id, learner_id) AS (
  SELECT one, other FROM pair UNION SELECT other, one FROM pair
)
SELECT guardian_id, learner_id FROM either
WHERE guardian_id <> learner_id
  AND guardian_id IN (SELECT user_id FROM or_posts WHERE NOT gone
                      AND role IN ({_listed(columns.GUARDIANS)}))
  AND learner_id IN (SELECT user_id FROM or_posts WHERE NOT gone AND role = '{columns.LEARNER}')
"""


def bring_into_shape() -> None:
    for statement in (_ROLES, _ENDED, _PLACES, _GUARDIANS):
        run(statement)
    for table, column in (
        ("or_posts", "user_id"),
        ("or_places", "class_id"),
        ("or_places", "user_id"),
        ("or_guardians", "learner_id"),
    ):
        run(f"CREATE INDEX ON {table} ({column})")
    for table in ("or_posts", "or_places", "or_guardians"):
        run(f"ANALYZE {table}")
