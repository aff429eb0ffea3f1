"""Organisations become schools, sessions become school years and terms."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from digione.connectors.oneroster.staging import ask, run

from .counting import Count, merge, new_id, values

# A department that classes or people belong to is a school to us; a district never is.
_WANTED: Final = """
CREATE TEMPORARY TABLE or_wanted_schools ON COMMIT DROP AS
SELECT o.sourced_id AS org_id, o.name, o.identifier, NULL::uuid AS school_id
FROM or_orgs o
WHERE NOT o.gone AND o.name IS NOT NULL AND (
  lower(o.type) NOT IN ('department', 'district', 'local', 'state', 'national')
  OR o.sourced_id IN (SELECT school_sourced_id FROM or_classes)
  OR lower(o.type) = 'department' AND o.sourced_id IN (SELECT org_id FROM or_posts)
)
"""
_INTO_ONE: Final = "UPDATE or_wanted_schools SET school_id = %(school)s"
_MATCH: Final = """
WITH found AS (
  SELECT w.org_id, s.id, row_number() OVER (PARTITION BY s.id ORDER BY w.org_id) AS nth
  FROM or_wanted_schools w
  CROSS JOIN LATERAL (
    SELECT s.id FROM organisations_school s
    WHERE s.tenant_id = %(tenant)s AND (
      s.source_id = w.org_id OR s.source_id IS NULL AND (
        s.oid = w.identifier OR s.code = w.identifier
        OR EXISTS (SELECT 1 FROM jsonb_each_text(s.names) n WHERE lower(n.value) = lower(w.name))
      ))
    ORDER BY coalesce(s.source_id = w.org_id, false) DESC,
             coalesce(s.oid = w.identifier, false) DESC, s.code = w.identifier DESC, s.id
    LIMIT 1
  ) s
)
UPDATE or_wanted_schools w SET school_id = found.id FROM found
WHERE found.org_id = w.org_id AND found.nth = 1
"""
_CHANGE: Final = """
UPDATE organisations_school s
SET source_id = coalesce(s.source_id, w.org_id), version = s.version + 1,
    names = CASE WHEN s.source = %(source)s THEN jsonb_build_object('fi', w.name)
                 ELSE s.names END
FROM or_wanted_schools w
WHERE s.tenant_id = %(tenant)s AND s.id = w.school_id
  AND (s.source_id IS NULL OR s.source = %(source)s AND s.names->>'fi' IS DISTINCT FROM w.name)
"""
_ADD: Final = """
INSERT INTO organisations_school (tenant_id, id, oid, code, names, language, kind, forms,
                                  opened_on, closed_on, source, source_id, version)
SELECT %(tenant)s, {id}, substring(w.identifier FROM '^1\\.2\\.246\\.562\\.10\\.[0-9]+$'),
       coalesce(substring(w.identifier FROM '^[0-9]{5}$'), ''),
       jsonb_build_object('fi', w.name), 'fi', '', '["basic"]', NULL, NULL, %(source)s, w.org_id, 1
FROM or_wanted_schools w WHERE w.school_id IS NULL
"""
# `in_file`: what is absent from a bulk file ends only at schools that the file speaks of.
_SCHOOLS: Final = """
CREATE TEMPORARY TABLE or_schools ON COMMIT DROP AS
SELECT coalesce(w.org_id, s.source_id) AS org_id, s.id AS school_id,
       coalesce(s.forms->>0, 'basic') AS form, w.org_id IS NOT NULL AS in_file
FROM organisations_school s
LEFT JOIN or_wanted_schools w ON w.school_id = s.id OR w.org_id = s.source_id
WHERE s.tenant_id = %(tenant)s AND (w.org_id IS NOT NULL OR s.source_id IS NOT NULL)
"""

_SESSIONS: Final = """
CREATE TEMPORARY TABLE or_sessions ON COMMIT DROP AS
SELECT a.sourced_id AS session_id, a.title, lower(a.type) AS type, a.gone,
       b.day AS starts, e.day AS ends,
       extract(year FROM b.day)::int - (extract(month FROM b.day) < 8)::int AS year
FROM or_academicsessions a
JOIN or_days b ON b.text = a.start_date JOIN or_days e ON e.text = a.end_date
"""
_ADD_YEARS: Final = """
INSERT INTO organisations_schoolyear (tenant_id, id, name, span)
SELECT %(tenant)s, {id}, year || '–' || year + 1,
       daterange(make_date(year, 8, 1), make_date(year + 1, 8, 1))
FROM (SELECT DISTINCT year FROM or_sessions WHERE NOT gone) y
WHERE NOT EXISTS (SELECT 1 FROM organisations_schoolyear s WHERE s.tenant_id = %(tenant)s
  AND s.span && daterange(make_date(y.year, 8, 1), make_date(y.year + 1, 8, 1)))
"""
_YEARS: Final = """
CREATE TEMPORARY TABLE or_years ON COMMIT DROP AS
SELECT session_id, starts, id AS year_id, span FROM (
  SELECT o.session_id, o.starts, s.id, s.span FROM or_sessions o
  JOIN LATERAL (SELECT id, span FROM organisations_schoolyear s
    WHERE s.tenant_id = %(tenant)s
      AND s.span && daterange(make_date(o.year, 8, 1), make_date(o.year + 1, 8, 1))
    ORDER BY s.span @> o.starts DESC, s.span LIMIT 1) s ON true
  UNION ALL
  SELECT t.source_id, lower(t.span), y.id, y.span
  FROM organisations_term t
  JOIN organisations_schoolyear y ON y.tenant_id = t.tenant_id AND y.id = t.school_year_id
  WHERE t.tenant_id = %(tenant)s AND t.source_id IS NOT NULL
    AND t.source_id NOT IN (SELECT session_id FROM or_sessions)
) known
"""
# Where the municipality has terms of its own for the year, the package's are not added to them.
_WANTED_TERMS: Final = """
CREATE TEMPORARY TABLE or_terms ON COMMIT DROP AS
SELECT o.session_id, o.title, y.year_id, daterange(o.starts, o.ends + 1) AS span
FROM or_sessions o JOIN or_years y ON y.session_id = o.session_id
WHERE NOT o.gone AND o.type IN ('term', 'semester') AND o.ends >= o.starts
  AND NOT EXISTS (SELECT 1 FROM organisations_term t WHERE t.tenant_id = %(tenant)s
                  AND t.school_year_id = y.year_id AND t.source_id IS NULL)
"""
_CHANGE_TERMS: Final = """
UPDATE organisations_term t
SET names = jsonb_build_object('fi', w.title), span = w.span, school_year_id = w.year_id
FROM or_terms w
WHERE t.tenant_id = %(tenant)s AND t.source_id = w.session_id
  AND (t.names->>'fi', t.span, t.school_year_id) IS DISTINCT FROM (w.title, w.span, w.year_id)
"""
_ADD_TERMS: Final = """
INSERT INTO organisations_term (tenant_id, id, school_year_id, names, span, source_id)
SELECT %(tenant)s, {id}, w.year_id, jsonb_build_object('fi', w.title), w.span, w.session_id
FROM or_terms w WHERE NOT EXISTS (SELECT 1 FROM organisations_term t
  WHERE t.tenant_id = %(tenant)s AND t.source_id = w.session_id)
"""


def schools(*, into: UUID | None) -> Count:
    """Each organisation finds its school or becomes one; `into` names the one school for all."""
    run(_WANTED)
    run(_INTO_ONE if into else _MATCH, values(school=into))
    count = merge(Count(), wanted="or_wanted_schools", insert=_ADD, update=_CHANGE)
    run(_SCHOOLS, values())
    run("CREATE INDEX ON or_schools (org_id)")
    return count


def schools_wanted() -> int:
    (number,) = ask("SELECT count(*) FROM or_wanted_schools")[0]
    return int(number)


def calendar() -> Count:
    run(_SESSIONS)
    run(_ADD_YEARS.replace("{id}", new_id()), values())
    run(_YEARS, values())
    run(_WANTED_TERMS, values())
    return merge(Count(), wanted="or_terms", insert=_ADD_TERMS, update=_CHANGE_TERMS)
