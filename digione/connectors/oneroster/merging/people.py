"""Users become persons; their roles become posts and study rights, their agents guardianships."""

from __future__ import annotations

from typing import Final

from digione.connectors.oneroster import columns
from digione.connectors.oneroster.staging import ask, fill, run
from digione.foundation.language import sort_key

from .counting import Count, merge, values

_WANTED: Final = """
CREATE TEMPORARY TABLE or_wanted_people ON COMMIT DROP AS
SELECT u.sourced_id AS user_id,
       left(concat_ws(' ', u.given_name, u.middle_name), 120) AS given_names,
       left(coalesce(u.preferred_given_name, split_part(u.given_name, ' ', 1)), 60) AS call_name,
       left(u.family_name, 80) AS family_name, d.day AS birth_date,
       substring(u.user_master_identifier FROM '^1\\.2\\.246\\.562\\.(?:24|98|198)\\.[0-9]{11}$')
         AS learner_oid
FROM or_users u
LEFT JOIN or_demographics b ON b.sourced_id = u.sourced_id AND NOT b.gone
LEFT JOIN or_days d ON d.text = b.birth_date
WHERE NOT u.gone AND u.given_name IS NOT NULL AND u.family_name IS NOT NULL
"""
_NAMES: Final = "SELECT DISTINCT family_name, call_name FROM or_wanted_people"
# A person known by learner number from elsewhere becomes this user; nobody else is guessed.
_ADOPT: Final = """
UPDATE people_person p SET source_id = w.user_id, version = p.version + 1
FROM or_wanted_people w
WHERE p.tenant_id = %(tenant)s AND p.source_id IS NULL AND p.learner_oid = w.learner_oid
  AND NOT EXISTS (SELECT 1 FROM people_person o
                  WHERE o.tenant_id = %(tenant)s AND o.source_id = w.user_id)
"""
_CHANGE: Final = """
UPDATE people_person p
SET given_names = w.given_names, call_name = w.call_name, family_name = w.family_name,
    sort_key = k.sort_key, birth_date = coalesce(w.birth_date, p.birth_date),
    learner_oid = coalesce(w.learner_oid, p.learner_oid), version = p.version + 1
FROM or_wanted_people w
JOIN or_keys k ON k.family_name = w.family_name AND k.call_name = w.call_name
WHERE p.tenant_id = %(tenant)s AND p.source_id = w.user_id
  AND (p.given_names, p.call_name, p.family_name, p.sort_key, p.birth_date, p.learner_oid)
      IS DISTINCT FROM
      (w.given_names, w.call_name, w.family_name, k.sort_key,
       coalesce(w.birth_date, p.birth_date), coalesce(w.learner_oid, p.learner_oid))
"""
_ADD: Final = """
INSERT INTO people_person (tenant_id, id, given_names, call_name, family_name, sort_key,
                           birth_date, learner_oid, mother_tongue, language, protected, source_id,
                           version)
SELECT %(tenant)s, {id}, w.given_names, w.call_name, w.family_name, k.sort_key, w.birth_date,
       w.learner_oid, '', 'fi', false, w.user_id, 1
FROM or_wanted_people w
JOIN or_keys k ON k.family_name = w.family_name AND k.call_name = w.call_name
WHERE NOT EXISTS (SELECT 1 FROM people_person p
                  WHERE p.tenant_id = %(tenant)s AND p.source_id = w.user_id)
"""
_PEOPLE: Final = """
CREATE TEMPORARY TABLE or_people ON COMMIT DROP AS
SELECT source_id AS user_id, id AS person_id FROM people_person
WHERE tenant_id = %(tenant)s AND source_id IS NOT NULL
"""

_WANTED_POSTS: Final = f"""
CREATE TEMPORARY TABLE or_wanted_posts ON COMMIT DROP AS
SELECT DISTINCT ON (p.source_id) p.source_id, u.person_id, s.school_id, p.begins, p.ends,
       CASE p.role {" ".join(f"WHEN '{a}' THEN '{b}'" for a, b in columns.STAFF_ROLES.items())} END
         AS role
FROM or_posts p
JOIN or_people u ON u.user_id = p.user_id JOIN or_schools s ON s.org_id = p.org_id
WHERE NOT p.gone AND p.role IN ({", ".join(f"'{role}'" for role in columns.STAFF_ROLES)})
  AND coalesce(p.ends >= p.begins, true)
"""
_CHANGE_POSTS: Final = """
UPDATE people_employment e
SET person_id = w.person_id, school_id = w.school_id, role = w.role,
    span = daterange(coalesce(w.begins, lower(e.span)), w.ends + 1)
FROM or_wanted_posts w
WHERE e.tenant_id = %(tenant)s AND e.source_id = w.source_id
  AND (e.person_id, e.school_id, e.role, e.span) IS DISTINCT FROM
      (w.person_id, w.school_id, w.role,
       daterange(coalesce(w.begins, lower(e.span)), w.ends + 1))
"""
_ADD_POSTS: Final = """
INSERT INTO people_employment (tenant_id, id, person_id, school_id, role, title, span, source_id)
SELECT %(tenant)s, {id}, w.person_id, w.school_id, w.role, '',
       daterange(coalesce(w.begins, least(%(today)s::date, w.ends)), w.ends + 1), w.source_id
FROM or_wanted_posts w WHERE NOT EXISTS (SELECT 1 FROM people_employment e
  WHERE e.tenant_id = %(tenant)s AND e.source_id = w.source_id)
"""

# Guardianship ends by itself at eighteen; for 29 February that is 1 March.
_WANTED_WARDS: Final = """
CREATE TEMPORARY TABLE or_wanted_wards ON COMMIT DROP AS
SELECT g.person_id AS guardian_id, l.person_id AS learner_id,
       of_age.day AS until
FROM or_guardians w
JOIN or_people g ON g.user_id = w.guardian_id JOIN or_people l ON l.user_id = w.learner_id
JOIN people_person p ON p.tenant_id = %(tenant)s AND p.id = l.person_id
CROSS JOIN LATERAL (SELECT (p.birth_date + interval '18 years')::date
  + (to_char(p.birth_date, 'MMDD') = '0229')::int AS day) of_age
WHERE coalesce(of_age.day > %(today)s::date, true)
"""
# Whether they live together is not said, so a protected learner's place stays hidden from them.
_ADD_WARDS: Final = """
INSERT INTO people_guardianship (tenant_id, id, guardian_id, learner_id, kind, may_know,
                                 may_decide, lives_with, span, source, version)
SELECT %(tenant)s, {id}, w.guardian_id, w.learner_id, 'joint', true, true, false,
       daterange(%(today)s::date, w.until), %(source)s, 1
FROM or_wanted_wards w WHERE NOT EXISTS (SELECT 1 FROM people_guardianship g
  WHERE g.tenant_id = %(tenant)s AND g.guardian_id = w.guardian_id
    AND g.learner_id = w.learner_id AND g.span && daterange(%(today)s::date, NULL))
"""
# A birth date that is known only now sets the end; an earlier end was set by somebody here.
_END_WARDS_OF_AGE: Final = """
UPDATE people_guardianship g SET span = daterange(lower(g.span), w.until), version = g.version + 1
FROM or_wanted_wards w
WHERE g.tenant_id = %(tenant)s AND g.source = %(source)s AND g.guardian_id = w.guardian_id
  AND g.learner_id = w.learner_id AND g.span @> %(today)s::date AND lower(g.span) < w.until
  AND coalesce(upper(g.span) > w.until, w.until IS NOT NULL)
"""


def people() -> Count:
    run(_WANTED)
    names = ask(_NAMES)
    keys = ((family, call, sort_key(family, call)[:200]) for family, call in names)
    fill("or_keys", ["family_name text", "call_name text", "sort_key text"], keys)
    run(_ADOPT, values())
    count = merge(
        Count(), wanted="or_wanted_people", insert=_ADD, update=_CHANGE, who=("p.id", "id")
    )
    run(_PEOPLE, values())
    run("CREATE INDEX ON or_people (user_id)")
    run("ANALYZE or_people")
    return count


def posts() -> Count:
    run(_WANTED_POSTS)
    return merge(
        Count(),
        wanted="or_wanted_posts",
        insert=_ADD_POSTS,
        update=_CHANGE_POSTS,
        who=("e.person_id", "person_id"),
    )


def guardianships() -> Count:
    run(_WANTED_WARDS, values())
    count = Count()
    run("ANALYZE or_wanted_wards")
    return merge(
        count,
        wanted="or_wanted_wards",
        insert=_ADD_WARDS,
        update=_END_WARDS_OF_AGE,
        who=("g.learner_id", "learner_id"),
    )
