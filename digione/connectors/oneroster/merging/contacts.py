"""E-mail addresses and phone numbers of users become sealed contact points."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from digione.connectors.oneroster.columns import EMAIL, PHONE
from digione.connectors.oneroster.staging import ask, fill, run
from digione.foundation.sealing import blind_index, seal, unseal

from .counting import Count, values

_NUMBER: Final = "regexp_replace(%s, '[ ().-]', '', 'g')"
_SAID: Final = " UNION ALL ".join(
    f"SELECT p.person_id, '{kind}' AS kind, {value} AS value, {rank} AS rank FROM or_users u"
    f" JOIN or_people p ON p.user_id = u.sourced_id WHERE NOT u.gone AND {value} ~ '{form}'"
    for kind, value, rank, form in (
        ("email", "lower(u.email)", 1, EMAIL),
        ("phone", _NUMBER % "u.sms", 1, PHONE),
        ("phone", _NUMBER % "u.phone", 2, PHONE),
    )
)
_WANTED: Final = f"""
SELECT person_id, kind, value, row_number() OVER (PARTITION BY person_id, kind ORDER BY rank) = 1
FROM (SELECT person_id, kind, value, min(rank) AS rank FROM ({_SAID}) said GROUP BY 1, 2, 3) once
"""
_NEW: Final = """
SELECT w.id FROM or_wanted_contacts w WHERE NOT EXISTS (
  SELECT 1 FROM people_contactpoint c WHERE c.tenant_id = %(tenant)s AND c.id = w.id)
"""
_BY_HAND: Final = f"""
SELECT c.person_id, c.kind, c.value FROM people_contactpoint c
WHERE c.tenant_id = %(tenant)s AND c.source <> %(source)s AND c.person_id IN (
  SELECT person_id FROM or_wanted_contacts WHERE id IN ({_NEW}))
"""
# What a person's school wrote here by hand stays, and stays first.
_ADD: Final = """
WITH done AS (
  INSERT INTO people_contactpoint (tenant_id, id, person_id, kind, value, is_primary, source,
                                   version)
  SELECT %(tenant)s, w.id, w.person_id, w.kind, s.value, w.is_first AND NOT EXISTS (
           SELECT 1 FROM people_contactpoint c WHERE c.tenant_id = %(tenant)s
           AND c.person_id = w.person_id AND c.kind = w.kind AND c.is_primary),
         %(source)s, 1
  FROM or_sealed s JOIN or_wanted_contacts w USING (id)
  RETURNING person_id
) INSERT INTO or_touched SELECT person_id FROM done
"""
# Of users that the file names; a column that is not in the file says nothing.
_ENDING: Final = """
CREATE TEMPORARY TABLE or_ending_contacts ON COMMIT DROP AS
SELECT c.id, c.person_id, EXISTS (SELECT 1 FROM or_wanted_contacts w
         WHERE w.person_id = c.person_id AND w.kind = c.kind) AS replaced
FROM people_contactpoint c
JOIN or_people p ON p.person_id = c.person_id
JOIN or_users u ON u.sourced_id = p.user_id AND NOT u.gone
WHERE c.tenant_id = %(tenant)s AND c.source = %(source)s AND c.kind = ANY(%(kinds)s)
  AND NOT EXISTS (SELECT 1 FROM or_wanted_contacts w WHERE w.id = c.id)
"""
_END: Final = """
WITH done AS (
  DELETE FROM people_contactpoint c USING or_ending_contacts e
  WHERE c.tenant_id = %(tenant)s AND c.id = e.id RETURNING c.person_id
) INSERT INTO or_touched SELECT person_id FROM done
"""
_IN_FORCE: Final = """
SELECT count(*) FROM people_contactpoint c WHERE c.tenant_id = %(tenant)s AND c.source = %(source)s
"""


def contacts(columns: Collection[str]) -> Count:
    """Ciphertext cannot be compared, so the keyed hash of a value is its identifier.

    Only what is new is sealed. After a change of the sealing keys the next import writes each once.
    """
    wanted = {_id(*row[:3]): row for row in ask(_WANTED)}
    fill(
        "or_wanted_contacts",
        ["id uuid", "person_id uuid", "kind text", "is_first boolean"],
        ((id_, person_id, kind, first) for id_, (person_id, kind, _, first) in wanted.items()),
    )
    count = Count()
    ((count.in_force,),) = ask(_IN_FORCE, values())
    run(_ENDING, values(kinds=_kinds(columns)))
    ((replaced, ending),) = ask(
        "SELECT count(*) FILTER (WHERE replaced), count(*) FILTER (WHERE NOT replaced)"
        " FROM or_ending_contacts"
    )
    added = _add(wanted)
    count.changed, count.ending = min(replaced, added), ending
    count.new, count.same = added - count.changed, len(wanted) - added
    return count


def _add(wanted: dict[UUID, tuple[Any, ...]]) -> int:
    new = [id_ for (id_,) in ask(_NEW, values())]
    by_hand = {
        (person_id, kind, unseal(value, about=person_id, field=kind))
        for person_id, kind, value in ask(_BY_HAND, values())
    }
    run(_END, values())
    fill(
        "or_sealed",
        ["id uuid", "value bytea"],
        (
            (id_, seal(wanted[id_][2], about=wanted[id_][0], field=wanted[id_][1]))
            for id_ in new
            if wanted[id_][:3] not in by_hand
        ),
    )
    return run(_ADD, values())


def _kinds(columns: Collection[str]) -> list[str]:
    kinds = {"email": {"email"}, "phone": {"sms", "phone"}}
    return [kind for kind, asked in kinds.items() if asked & set(columns)]


def _id(person_id: UUID, kind: str, value: str) -> UUID:
    return UUID(bytes=blind_index(f"{person_id}|{value}", field=kind)[:16], version=5)
