"""Courses, classes and who is in them; and the study rights that being there means."""

from __future__ import annotations

import datetime
from typing import Final

from digione.connectors.oneroster.staging import ask, fill, run
from digione.foundation.access import Actor
from digione.foundation.language import LocalizedText, sort_key
from digione.school.curriculum import public as curriculum

from .counting import Count, merge, values

_OTHER: Final = "MUU"
_OTHER_NAMES: Final = LocalizedText(fi="Muu oppiaine", sv="Annat läroämne", en="Another subject")
_NATIONAL: Final = "koskioppiaineetyleissivistava"

# The subject: as it is said, else as the letters of the course's code say (MA7), else another.
_WANTED_COURSES: Final = """
CREATE TEMPORARY TABLE or_wanted_courses ON COMMIT DROP AS
SELECT c.sourced_id AS source_id, left(c.title, 200) AS title,
       CASE WHEN c.course_code IS NULL OR length(c.course_code) > 40
              OR row_number() OVER (PARTITION BY c.course_code ORDER BY c.record) > 1
              OR EXISTS (SELECT 1 FROM curriculum_course o WHERE o.tenant_id = %(tenant)s
                         AND o.code = c.course_code AND o.source_id IS DISTINCT FROM c.sourced_id)
            THEN md5(c.sourced_id) ELSE c.course_code END AS code,
       substring(c.grades FROM '^0?([1-9][0-9]?)$')::int AS grade,
       coalesce(
         substring(upper(btrim(split_part(c.subject_codes, ',', 1)))
                   FROM '^[A-ZÅÄÖ0-9][A-ZÅÄÖ0-9_.-]{0,11}$'),
         (SELECT k.value FROM curriculum_code k WHERE k.code_set = %(code_set)s
          AND k.value = substring(upper(c.course_code) FROM '^[A-ZÅÄÖ]+') LIMIT 1),
         %(other)s) AS subject
FROM or_courses c WHERE NOT c.gone AND c.title IS NOT NULL
"""
_CHANGE_COURSES: Final = """
UPDATE curriculum_course c
SET names = jsonb_build_object('fi', w.title), code = w.code, grade = w.grade, subject_id = s.id
FROM or_wanted_courses w
JOIN curriculum_subject s ON s.tenant_id = %(tenant)s AND s.code = w.subject
WHERE c.tenant_id = %(tenant)s AND c.source_id = w.source_id
  AND (c.names->>'fi', c.code, c.grade::int, c.subject_id)
      IS DISTINCT FROM (w.title, w.code, w.grade, s.id)
"""
_ADD_COURSES: Final = """
INSERT INTO curriculum_course (tenant_id, id, subject_id, code, names, grade, credits, source_id)
SELECT %(tenant)s, {id}, s.id, w.code, jsonb_build_object('fi', w.title), w.grade, NULL,
       w.source_id
FROM or_wanted_courses w
JOIN curriculum_subject s ON s.tenant_id = %(tenant)s AND s.code = w.subject
WHERE NOT EXISTS (SELECT 1 FROM curriculum_course c
                  WHERE c.tenant_id = %(tenant)s AND c.source_id = w.source_id)
"""

# Two classes of one name in a school and year: the later ones get their code or number with it.
_WANTED_GROUPS: Final = """
CREATE TEMPORARY TABLE or_wanted_groups ON COMMIT DROP AS
WITH named AS (
  SELECT c.sourced_id AS source_id, c.record, s.school_id, y.year_id, k.id AS course_id,
         CASE WHEN lower(c.class_type) = 'homeroom' THEN 'class' ELSE 'teaching' END AS kind,
         left(c.title, 60) AS title, c.class_code,
         substring(c.grades FROM '^0?([1-9][0-9]?)$')::int AS grade
  FROM or_classes c
  JOIN or_schools s ON s.org_id = c.school_sourced_id
  JOIN LATERAL (SELECT year_id FROM or_years y
                WHERE y.session_id IN (SELECT btrim(one)
                  FROM unnest(string_to_array(c.term_sourced_ids, ',')) AS one)
                ORDER BY y.starts LIMIT 1) y ON true
  LEFT JOIN curriculum_course k
    ON k.tenant_id = %(tenant)s AND k.source_id = c.course_sourced_id
  WHERE NOT c.gone AND c.title IS NOT NULL
)
SELECT source_id, school_id, year_id, course_id, kind, grade,
       CASE WHEN row_number() OVER same = 1 AND NOT EXISTS (
              SELECT 1 FROM enrolment_group g WHERE g.tenant_id = %(tenant)s
              AND g.school_id = named.school_id AND g.school_year_id = year_id AND g.name = title
              AND g.source_id IS NOT NULL AND g.source_id <> named.source_id
              AND g.source_id NOT IN (SELECT source_id FROM named))
            THEN title
            ELSE left(title, 26) || ' ' || left(md5(source_id), 6) END AS name
FROM named
WINDOW same AS (PARTITION BY school_id, year_id, title ORDER BY record)
"""
_ADOPT_GROUPS: Final = """
UPDATE enrolment_group g SET source_id = w.source_id
FROM or_wanted_groups w
WHERE g.tenant_id = %(tenant)s AND g.source_id IS NULL AND g.school_id = w.school_id
  AND g.school_year_id = w.year_id AND g.name = w.name
  AND NOT EXISTS (SELECT 1 FROM enrolment_group o
                  WHERE o.tenant_id = %(tenant)s AND o.source_id = w.source_id)
"""
_CHANGE_GROUPS: Final = """
UPDATE enrolment_group g
SET school_id = w.school_id, school_year_id = w.year_id, kind = w.kind, name = w.name,
    sort_key = k.sort_key, grade = w.grade, course_id = w.course_id, version = g.version + 1
FROM or_wanted_groups w JOIN or_group_keys k ON k.name = w.name
WHERE g.tenant_id = %(tenant)s AND g.source_id = w.source_id
  AND (g.school_id, g.school_year_id, g.kind, g.name, g.sort_key, g.grade::int, g.course_id)
      IS DISTINCT FROM
      (w.school_id, w.year_id, w.kind, w.name, k.sort_key, w.grade, w.course_id)
"""
_ADD_GROUPS: Final = """
INSERT INTO enrolment_group (tenant_id, id, school_id, school_year_id, kind, name, sort_key,
                             grade, course_id, source_id, version)
SELECT %(tenant)s, {id}, w.school_id, w.year_id, w.kind, w.name, k.sort_key, w.grade,
       w.course_id, w.source_id, 1
FROM or_wanted_groups w JOIN or_group_keys k ON k.name = w.name
WHERE NOT EXISTS (SELECT 1 FROM enrolment_group g
                  WHERE g.tenant_id = %(tenant)s AND g.source_id = w.source_id)
"""
_GROUPS: Final = """
CREATE TEMPORARY TABLE or_groups ON COMMIT DROP AS
SELECT g.source_id AS class_id, g.id AS group_id, g.school_id, g.kind, y.span
FROM enrolment_group g
JOIN organisations_schoolyear y ON y.tenant_id = g.tenant_id AND y.id = g.school_year_id
WHERE g.tenant_id = %(tenant)s AND g.source_id IS NOT NULL
"""

# A place without days of its own lasts as long as the school year of its class.
_WANTED_PLACES: Final = """
CREATE TEMPORARY TABLE or_wanted_places ON COMMIT DROP AS
SELECT DISTINCT ON (p.role, g.group_id, u.person_id) p.source_id, p.role, g.group_id, g.kind,
       g.school_id, u.person_id,
       daterange(coalesce(p.begins, least(lower(g.span), p.ends)),
                 coalesce(p.ends + 1, greatest(upper(g.span), p.begins + 1))) AS span
FROM or_places p
JOIN or_people u ON u.user_id = p.user_id JOIN or_groups g ON g.class_id = p.class_id
WHERE NOT p.gone
ORDER BY p.role, g.group_id, u.person_id, p.begins, p.source_id
"""
_CHANGE_MEMBERS: Final = """
UPDATE enrolment_membership m
SET group_id = w.group_id, learner_id = w.person_id, span = w.span
FROM or_wanted_places w
WHERE m.tenant_id = %(tenant)s AND m.source_id = w.source_id AND w.role = 'student'
  AND (m.group_id, m.learner_id, m.span) IS DISTINCT FROM (w.group_id, w.person_id, w.span)
"""
_ADD_MEMBERS: Final = """
INSERT INTO enrolment_membership (tenant_id, id, group_id, learner_id, span, source_id)
SELECT %(tenant)s, {id}, w.group_id, w.person_id, w.span, w.source_id
FROM or_wanted_places w
WHERE w.role = 'student'
  AND NOT EXISTS (SELECT 1 FROM enrolment_membership m
    WHERE m.tenant_id = %(tenant)s AND m.source_id = w.source_id)
  AND NOT EXISTS (SELECT 1 FROM enrolment_membership m
    WHERE m.tenant_id = %(tenant)s AND m.group_id = w.group_id AND m.learner_id = w.person_id
      AND m.span && w.span)
"""
_CHANGE_TEACHERS: Final = """
UPDATE enrolment_groupteacher t
SET group_id = w.group_id, teacher_id = w.person_id, span = w.span,
    duty = CASE w.kind WHEN 'class' THEN 'homeroom' ELSE 'teaches' END
FROM or_wanted_places w
WHERE t.tenant_id = %(tenant)s AND t.source_id = w.source_id AND w.role = 'teacher'
  AND (t.group_id, t.teacher_id, t.span, t.duty) IS DISTINCT FROM
      (w.group_id, w.person_id, w.span, CASE w.kind WHEN 'class' THEN 'homeroom'
                                                    ELSE 'teaches' END)
"""
_ADD_TEACHERS: Final = """
INSERT INTO enrolment_groupteacher (tenant_id, id, group_id, teacher_id, duty, span, source_id)
SELECT %(tenant)s, {id}, w.group_id, w.person_id,
       CASE w.kind WHEN 'class' THEN 'homeroom' ELSE 'teaches' END, w.span, w.source_id
FROM or_wanted_places w
WHERE w.role = 'teacher' AND NOT EXISTS (SELECT 1 FROM enrolment_groupteacher t
  WHERE t.tenant_id = %(tenant)s AND t.source_id = w.source_id)
"""

_WANTED_RIGHTS: Final = """
CREATE TEMPORARY TABLE or_wanted_rights ON COMMIT DROP AS
SELECT md5('right ' || person_id || ' ' || school_id) AS source_id, person_id, school_id,
       min(form) AS form, min(begins) AS begins,
       CASE WHEN bool_or(ends IS NULL) THEN NULL ELSE max(ends) END AS ends
FROM (
  SELECT u.person_id, s.school_id, s.form, p.begins, p.ends
  FROM or_posts p
  JOIN or_people u ON u.user_id = p.user_id JOIN or_schools s ON s.org_id = p.org_id
  WHERE NOT p.gone AND p.role = 'student' AND coalesce(p.ends >= p.begins, true)
  UNION ALL
  SELECT w.person_id, w.school_id, s.form, lower(w.span), NULL
  FROM or_wanted_places w JOIN or_schools s ON s.school_id = w.school_id
  WHERE w.role = 'student' AND NOT EXISTS (
    SELECT 1 FROM or_posts p JOIN or_people u ON u.user_id = p.user_id
    JOIN or_schools x ON x.org_id = p.org_id
    WHERE NOT p.gone AND p.role = 'student' AND u.person_id = w.person_id
      AND x.school_id = w.school_id)
    AND NOT EXISTS (SELECT 1 FROM enrolment_studyright r WHERE r.tenant_id = %(tenant)s
      AND r.learner_id = w.person_id AND r.school_id = w.school_id)
) one GROUP BY person_id, school_id
"""
_CHANGE_RIGHTS: Final = """
UPDATE enrolment_studyright r
SET span = daterange(lower(r.span), w.ends + 1), version = r.version + 1
FROM or_wanted_rights w
WHERE r.tenant_id = %(tenant)s AND r.source_id = w.source_id
  AND coalesce(w.ends >= lower(r.span), true)
  AND r.span IS DISTINCT FROM daterange(lower(r.span), w.ends + 1)
"""
_ADD_RIGHTS: Final = """
INSERT INTO enrolment_studyright (tenant_id, id, learner_id, school_id, form, oid, span,
                                  source_id, version)
SELECT %(tenant)s, {id}, w.person_id, w.school_id, w.form, NULL,
       daterange(coalesce(w.begins, least(%(year)s::date, w.ends)), w.ends + 1), w.source_id, 1
FROM or_wanted_rights w
WHERE NOT EXISTS (SELECT 1 FROM enrolment_studyright r
    WHERE r.tenant_id = %(tenant)s AND r.source_id = w.source_id)
  AND NOT EXISTS (SELECT 1 FROM enrolment_studyright r
    WHERE r.tenant_id = %(tenant)s AND r.learner_id = w.person_id
      AND r.school_id = w.school_id AND r.form = w.form
      AND r.span && daterange(coalesce(w.begins, least(%(year)s::date, w.ends)), w.ends + 1))
"""
_ADD_PERIODS: Final = """
INSERT INTO enrolment_studyperiod (tenant_id, study_right_id, starts_on, state)
SELECT %(tenant)s, r.id, lower(r.span), 'lasna'
FROM enrolment_studyright r JOIN or_wanted_rights w ON w.source_id = r.source_id
WHERE r.tenant_id = %(tenant)s AND NOT EXISTS (SELECT 1 FROM enrolment_studyperiod p
  WHERE p.tenant_id = %(tenant)s AND p.study_right_id = r.id)
"""


def courses(actor: Actor) -> Count:
    run(_WANTED_COURSES, values(code_set=_NATIONAL, other=_OTHER))
    _lay_subjects(
        actor, {code for (code,) in ask("SELECT DISTINCT subject FROM or_wanted_courses")}
    )
    return merge(Count(), wanted="or_wanted_courses", insert=_ADD_COURSES, update=_CHANGE_COURSES)


def _lay_subjects(actor: Actor, codes: set[str]) -> None:
    """Subjects are few: they come by the curriculum room's own actions."""
    if not codes:
        return
    known = curriculum.adopt_national_subjects(actor, codes=codes)
    for code in sorted(codes - set(known)):
        names = _OTHER_NAMES if code == _OTHER else LocalizedText(fi=code)
        curriculum.add_subject(actor, code=code, names=names)


def groups() -> Count:
    run(_WANTED_GROUPS, values())
    names = [name for (name,) in ask("SELECT DISTINCT name FROM or_wanted_groups")]
    keys = ((name, sort_key(name)[:200]) for name in names)
    fill("or_group_keys", ["name text", "sort_key text"], keys)
    run(_ADOPT_GROUPS, values())
    count = merge(Count(), wanted="or_wanted_groups", insert=_ADD_GROUPS, update=_CHANGE_GROUPS)
    run(_GROUPS, values())
    run("CREATE INDEX ON or_groups (class_id)")
    run(_WANTED_PLACES)
    run("CREATE INDEX ON or_wanted_places (source_id)")
    run("CREATE INDEX ON or_wanted_places (person_id)")
    run("ANALYZE or_wanted_places")
    return count


def members() -> Count:
    wanted = "or_wanted_places WHERE role = 'student'"
    return merge(
        Count(),
        wanted=wanted,
        insert=_ADD_MEMBERS,
        update=_CHANGE_MEMBERS,
        who=("m.learner_id", "learner_id"),
    )


def teachers() -> Count:
    wanted = "or_wanted_places WHERE role = 'teacher'"
    return merge(
        Count(),
        wanted=wanted,
        insert=_ADD_TEACHERS,
        update=_CHANGE_TEACHERS,
        who=("t.teacher_id", "teacher_id"),
    )


def study_rights(school_year_begins: datetime.date) -> Count:
    run(_WANTED_RIGHTS, values())
    run("ANALYZE or_wanted_rights")
    count = merge(
        Count(),
        wanted="or_wanted_rights",
        insert=_ADD_RIGHTS,
        update=_CHANGE_RIGHTS,
        who=("r.learner_id", "learner_id"),
        year=school_year_begins,
    )
    run(_ADD_PERIODS, values())
    return count
