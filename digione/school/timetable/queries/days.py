"""Who teaches whom, where and when on a day: each question is one statement, policy included."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import orjson

from digione.foundation import clock
from digione.foundation.access import Actor, NotYours, current_actor, reach_sql
from digione.foundation.audit import recording
from digione.foundation.language import LocalizedText
from digione.foundation.tenancy import ask, current_tenant
from digione.school.people import public as people
from digione.school.timetable import models, rules
from digione.school.timetable.policy import PERSON, POLICY, Permission

from .rows import Hours, LessonRow

# `asked` says which lessons on which days for whom; all else about a lesson is said here, once.
# Of a school's published plans the one published last holds the day. In steps, each MATERIALIZED:
# few lessons are left before their teachers and groups are looked for, whatever the planner thinks.
_LESSONS: Final = """
WITH asked AS MATERIALIZED ({asked}),
plan AS MATERIALIZED (
  SELECT DISTINCT ON (days.day, p.school_id) days.day, p.id
  FROM unnest(%(days)s::date[]) AS days(day)
  JOIN timetable_plan p
    ON p.tenant_id = %(tenant)s AND p.published_at IS NOT NULL AND p.span @> days.day
  ORDER BY days.day, p.school_id, p.published_at DESC, p.id DESC
),
planned AS MATERIALIZED (
  SELECT l.*, asked.day, asked.learner_ids
  FROM asked
  JOIN timetable_lesson l ON l.tenant_id = %(tenant)s AND l.id = asked.lesson_id
   AND l.published AND l.span @> asked.day AND l.weekday = extract(isodow FROM asked.day)::int
),
held AS MATERIALIZED (
  SELECT l.* FROM planned l JOIN plan ON plan.id = l.plan_id AND plan.day = l.day
  WHERE NOT EXISTS (
    SELECT 1 FROM organisations_holiday h
    WHERE h.tenant_id = %(tenant)s AND (h.school_id IS NULL OR h.school_id = l.school_id)
      AND h.span @> l.day)
){holders}
SELECT l.id, l.day, coalesce(c.starts_at, l.starts_at) AS starts_at,
       coalesce(c.ends_at, l.ends_at), l.school_id, school.names, s.names, s.code, s.colour,
       coalesce(room.name, ''), teacher.names, teacher.ids, of_group.names, of_group.ids,
       c.kind, coalesce(c.note, ''), l.learner_ids
FROM held l
JOIN organisations_school school ON school.tenant_id = %(tenant)s AND school.id = l.school_id
JOIN curriculum_subject s ON s.tenant_id = %(tenant)s AND s.id = l.subject_id
LEFT JOIN timetable_daychange c
  ON c.tenant_id = %(tenant)s AND c.lesson_id = l.id AND c.day = l.day
LEFT JOIN timetable_room room
  ON room.tenant_id = %(tenant)s AND room.id = coalesce(c.room_id, l.room_id)
{teachers}
CROSS JOIN LATERAL (
  SELECT array_agg(g.name ORDER BY g.sort_key, g.id) AS names,
         array_agg(g.id ORDER BY g.sort_key, g.id) AS ids
  FROM timetable_lessongroup lg
  JOIN enrolment_group g ON g.tenant_id = %(tenant)s AND g.id = lg.group_id
  WHERE lg.tenant_id = %(tenant)s AND lg.lesson_id = l.id
) AS of_group
ORDER BY l.day, starts_at, l.id
"""
_HOLDERS: Final = """,
holder AS MATERIALIZED (
  SELECT l.id AS lesson_id, l.day, coalesce(c.teacher_id, t.teacher_id) AS id
  FROM held l
  LEFT JOIN timetable_daychange c
    ON c.tenant_id = %(tenant)s AND c.lesson_id = l.id AND c.day = l.day
  LEFT JOIN timetable_lessonteacher t
    ON t.tenant_id = %(tenant)s AND t.lesson_id = l.id AND c.teacher_id IS NULL
),
named AS (SELECT id FROM holder),
hidden AS MATERIALIZED ({hidden})"""
_NAMED: Final = """CROSS JOIN LATERAL (
  SELECT array_agg(p.call_name || ' ' || p.family_name ORDER BY p.sort_key, p.id) AS names,
         array_agg(p.id ORDER BY p.sort_key, p.id) AS ids
  FROM holder
  JOIN people_person p ON p.tenant_id = %(tenant)s AND p.id = holder.id
  WHERE holder.lesson_id = l.id AND holder.day = l.day AND p.id NOT IN (SELECT id FROM hidden)
) AS teacher"""
# For pages that name no teacher: then nobody's place need be looked for.
_NAMELESS: Final = "CROSS JOIN (SELECT NULL::text[] AS names, NULL::uuid[] AS ids) AS teacher"
_TEACHERS, _KIND = 11, 14  # where in an answer
_CANCELLED: Final = str(models.ChangeKind.CANCELLED)
_ASKED_LEARNERS: Final = """
  SELECT lg.lesson_id, days.day, array_agg(DISTINCT m.learner_id) AS learner_ids
  FROM unnest(%(days)s::date[]) AS days(day)
  JOIN enrolment_membership m ON m.tenant_id = %(tenant)s AND m.learner_id = ANY(%(learners)s)
   AND m.span @> days.day
  JOIN timetable_lessongroup lg ON lg.tenant_id = m.tenant_id AND lg.group_id = m.group_id
  WHERE m.learner_id NOT IN ({hidden}) AND m.learner_id IN ({reach})
  GROUP BY lg.lesson_id, days.day"""
# A lesson is looked up once and not once for each day.
_ASKED_TEACHER: Final = """
  WITH own AS (
    SELECT lesson_id, NULL::date AS day FROM timetable_lessonteacher
    WHERE tenant_id = %(tenant)s AND teacher_id = %(actor)s
    UNION
    SELECT lesson_id, day FROM timetable_daychange
    WHERE tenant_id = %(tenant)s AND teacher_id = %(actor)s AND day = ANY(%(days)s)
  ), seen AS MATERIALIZED (
    SELECT own.*, (
      SELECT x.weekday FROM timetable_lesson x
      WHERE x.tenant_id = %(tenant)s AND x.id = own.lesson_id
    ) AS weekday
    FROM own
  )
  SELECT seen.lesson_id, days.day, ARRAY[]::uuid[] AS learner_ids
  FROM seen
  JOIN unnest(%(days)s::date[]) AS days(day)
    ON seen.weekday = extract(isodow FROM days.day)::int
   AND coalesce(seen.day, days.day) = days.day
  WHERE seen.lesson_id IN ({reach})
  GROUP BY seen.lesson_id, days.day"""
_ASKED_SCHOOL: Final = """
  SELECT x.id AS lesson_id, days.day, ARRAY[]::uuid[] AS learner_ids
  FROM unnest(%(days)s::date[]) AS days(day)
  JOIN timetable_lesson x ON x.tenant_id = %(tenant)s AND x.school_id = %(school)s
   AND x.weekday = extract(isodow FROM days.day)::int
  WHERE x.id IN ({reach})"""
_ASKED_GROUP: Final = """
  SELECT x.lesson_id, days.day, ARRAY[]::uuid[] AS learner_ids
  FROM unnest(%(days)s::date[]) AS days(day)
  JOIN timetable_lessongroup x ON x.tenant_id = %(tenant)s AND x.group_id = %(group)s
  WHERE x.lesson_id IN ({reach})"""
_ASKED_ONE: Final = """
  SELECT %(lesson)s::uuid AS lesson_id, days.day, ARRAY[]::uuid[] AS learner_ids
  FROM unnest(%(days)s::date[]) AS days(day)
  WHERE EXISTS (SELECT FROM ({reach}) AS reach(id) WHERE reach.id = %(lesson)s::uuid)"""


def lessons_of_learners(
    actor: Actor, learner_ids: Iterable[UUID], day: datetime.date
) -> dict[UUID, list[LessonRow]]:
    """Each learner's lessons on the day, in order; empty for whom the actor may not ask."""
    learners = list(learner_ids)
    reach, values = reach_sql(POLICY, actor, Permission.LEARNER, PERSON)
    hidden, known = people.hidden_sql(actor, among="unnest(%(learners)s::uuid[])")
    asked = _ASKED_LEARNERS.format(reach=reach, hidden=hidden)
    found = _answered(actor, asked, [day], {**values, **known, "learners": learners})
    return {
        learner: _rows([answer for answer in found if learner in answer[-1]])
        for learner in learners
    }


def lessons_of_teacher(actor: Actor, day: datetime.date, *, named: bool = True) -> list[LessonRow]:
    """The actor's own lessons on the day, those given to a substitute and those taken over too.

    Not `named`: without their teachers, for a page that says nothing of them.
    """
    return _seen(actor, _ASKED_TEACHER, [day], {}, named=named)


def lessons_taught(actor: Actor, first: datetime.date, last: datetime.date) -> list[LessonRow]:
    """The same from one day to another, both included."""
    days = [first + datetime.timedelta(days=number) for number in range((last - first).days + 1)]
    return _seen(actor, _ASKED_TEACHER, days, {})


def lessons_of_school(actor: Actor, school_id: UUID, day: datetime.date) -> list[LessonRow]:
    """The lessons of a school on the day, as far as the actor may see them."""
    return _seen(actor, _ASKED_SCHOOL, [day], {"school": school_id})


def week_of_group(actor: Actor, group_id: UUID, monday: datetime.date) -> list[LessonRow]:
    """A group's lessons of the seven days from `monday` on."""
    days = [monday + datetime.timedelta(days=number) for number in range(7)]
    return _seen(actor, _ASKED_GROUP, days, {"group": group_id})


def lesson_on(
    actor: Actor, lesson_id: UUID, day: datetime.date, *, named: bool = True
) -> LessonRow:
    """One lesson on one day; raises `NotYours` where it is not held or not the actor's to see."""
    for row in _seen(actor, _ASKED_ONE, [day], {"lesson": lesson_id}, named=named):
        return row
    raise NotYours(lesson_id)


def _seen(
    actor: Actor,
    asked: str,
    days: list[datetime.date],
    values: Mapping[str, Any],
    *,
    named: bool = True,
) -> list[LessonRow]:
    reach, parameters = reach_sql(POLICY, actor, Permission.VIEW, models.Lesson)
    return _rows(
        _answered(actor, asked.format(reach=reach), days, {**parameters, **values}, named=named)
    )


def _answered(
    actor: Actor,
    asked: str,
    days: list[datetime.date],
    values: Mapping[str, Any],
    *,
    named: bool = True,
) -> list[tuple[Any, ...]]:
    """The lessons, each with the learners it was asked for as its last part."""
    if actor.tenant_id != current_tenant():
        raise PermissionError("the actor belongs to another municipality")
    hidden, known = people.hidden_sql(actor, among="named")
    statement = _LESSONS.format(
        asked=asked,
        holders=_HOLDERS.format(hidden=hidden) if named else "",
        teachers=_NAMED if named else _NAMELESS,
    )
    found = ask(statement, {**known, **values, "days": days})
    shown = {person for answer in found for person in answer[_TEACHERS] or ()}
    if shown and current_actor():  # a rule that asks for nobody shows nobody
        recording.saw("timetable.lesson", shown)
    return found


def _rows(answers: Sequence[tuple[Any, ...]]) -> list[LessonRow]:
    """The lessons, each knowing whether it is on now or next among these."""
    hours = [
        Hours(answer[1], answer[2], answer[3], answer[_KIND] == _CANCELLED) for answer in answers
    ]
    moments = rules.whens(hours, clock.now())
    return [_row(answer, when) for answer, when in zip(answers, moments, strict=True)]


def _row(answer: tuple[Any, ...], when: rules.When) -> LessonRow:
    return LessonRow(
        lesson_id=answer[0],
        day=answer[1],
        starts_at=answer[2],
        ends_at=answer[3],
        school_id=answer[4],
        school=LocalizedText(orjson.loads(answer[5])),
        subject=LocalizedText(orjson.loads(answer[6])),
        subject_code=answer[7],
        colour=answer[8],
        room=answer[9],
        teachers=tuple(answer[10] or ()),
        teacher_ids=tuple(answer[_TEACHERS] or ()),
        groups=tuple(answer[12] or ()),
        group_ids=tuple(answer[13] or ()),
        change=models.ChangeKind(answer[_KIND]) if answer[_KIND] else None,
        note=answer[15],
        when=when,
    )
