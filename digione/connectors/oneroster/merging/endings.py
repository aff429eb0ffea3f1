"""What the package ends: rows that it marks, and in bulk files rows that are no longer there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from digione.connectors.oneroster.staging import ask, run

from .counting import Count, values


@dataclass(frozen=True, slots=True)
class Ending:
    """One table: which of its rows a package speaks of, and which of those stay.

    `marked` is what a delta ends; in bulk everything in `scope` ends that is not `kept`.
    """

    kind: str
    table: str
    person: str
    scope: str
    kept: str
    marked: str
    bulk: tuple[str, ...]
    versioned: bool = False
    role: str = ""  # who loses which role, where the table gives one


_AT_SCHOOLS: Final = "t.school_id IN (SELECT school_id FROM or_schools WHERE in_file)"
_IN_GROUPS: Final = "t.group_id IN (SELECT id FROM enrolment_group t WHERE " + _AT_SCHOOLS + ")"
_ENDED_PLACES: Final = "t.source_id IN (SELECT source_id FROM or_places WHERE gone)"
ENDINGS: Final = (
    Ending(
        kind="study rights",
        table="enrolment_studyright",
        person="learner_id",
        scope=_AT_SCHOOLS,
        kept="t.source_id IN (SELECT source_id FROM or_wanted_rights)"
        " OR (t.learner_id, t.school_id) IN (SELECT person_id, school_id FROM or_wanted_places"
        " WHERE role = 'student')",
        marked="(t.learner_id, t.school_id) IN (SELECT u.person_id, s.school_id FROM or_posts p"
        " JOIN or_people u USING (user_id) JOIN or_schools s USING (org_id)"
        " WHERE p.gone AND p.role = 'student') OR t.learner_id IN (SELECT u.person_id"
        " FROM or_users o JOIN or_people u ON u.user_id = o.sourced_id WHERE o.gone)",
        bulk=("users", "roles"),
        versioned=True,
    ),
    Ending(
        kind="employments",
        table="people_employment",
        person="person_id",
        scope=_AT_SCHOOLS,
        kept="t.source_id IN (SELECT source_id FROM or_wanted_posts)",
        marked="t.source_id IN (SELECT source_id FROM or_posts WHERE gone) OR t.person_id IN"
        " (SELECT u.person_id FROM or_users o JOIN or_people u ON u.user_id = o.sourced_id"
        " WHERE o.gone)",
        bulk=("users", "roles"),
        role="person_id, role",
    ),
    Ending(
        kind="memberships",
        table="enrolment_membership",
        person="learner_id",
        scope=_IN_GROUPS,
        kept="t.source_id IN (SELECT source_id FROM or_wanted_places)",
        marked=_ENDED_PLACES + " OR t.learner_id IN (SELECT u.person_id FROM or_users o"
        " JOIN or_people u ON u.user_id = o.sourced_id WHERE o.gone)",
        bulk=("enrollments",),
    ),
    Ending(
        kind="teachers of groups",
        table="enrolment_groupteacher",
        person="teacher_id",
        scope=_IN_GROUPS,
        kept="t.source_id IN (SELECT source_id FROM or_wanted_places)",
        marked=_ENDED_PLACES + " OR t.teacher_id IN (SELECT u.person_id FROM or_users o"
        " JOIN or_people u ON u.user_id = o.sourced_id WHERE o.gone)",
        bulk=("enrollments",),
    ),
    Ending(
        kind="guardianships",
        table="people_guardianship",
        person="learner_id",
        scope="t.source = 'oneroster' AND t.learner_id IN (SELECT u.person_id FROM or_people u"
        " JOIN or_users o ON o.sourced_id = u.user_id)",
        kept="(t.guardian_id, t.learner_id) IN (SELECT guardian_id, learner_id"
        " FROM or_wanted_wards)",
        marked="t.source = 'oneroster' AND t.guardian_id IN (SELECT u.person_id FROM or_users o"
        " JOIN or_people u ON u.user_id = o.sourced_id WHERE o.gone)",
        bulk=("users",),
        versioned=True,
        role="guardian_id, 'guardian'",
    ),
)
# Only rows that came from a package, and are in force today or later, can end by one.
_OURS: Final = (
    "t.tenant_id = %(tenant)s AND coalesce(upper(t.span) > %(today)s::date, true) AND {came}"
)


def count_endings(ending: Ending, count: Count, *, modes: dict[str, str]) -> None:
    """Gathers what would end, before anything does."""
    came = "true" if "guardianship" in ending.table else "t.source_id IS NOT NULL"
    ours = _OURS.format(came=came)
    is_bulk = all(modes.get(name, "bulk") == "bulk" for name in ending.bulk) and any(
        name in modes for name in ending.bulk
    )
    ends = f"({ending.marked})"
    if is_bulk:
        ends = f"({ending.scope}) AND NOT coalesce({ending.kept}, false) OR {ends}"
    run(
        f"CREATE TEMPORARY TABLE {_gathered(ending)} ON COMMIT DROP AS"
        f" SELECT t.id FROM {ending.table} t WHERE {ours} AND ({ends})",
        values(),
    )
    (count.ending,) = ask(f"SELECT count(*) FROM {_gathered(ending)}")[0]
    in_scope = f"SELECT count(*) FROM {ending.table} t WHERE {ours} AND ({ending.scope})"
    (count.in_force,) = ask(in_scope, values())[0]


def end(ending: Ending) -> None:
    """Yesterday was the last day; what had not begun by then goes altogether."""
    run(
        f"INSERT INTO or_touched SELECT {ending.person} FROM {ending.table}"
        f" WHERE tenant_id = %(tenant)s AND id IN (SELECT id FROM {_gathered(ending)})",
        values(),
    )
    these = f"tenant_id = %(tenant)s AND id IN (SELECT id FROM {_gathered(ending)})"
    if ending.role:
        run(
            f"INSERT INTO or_lost SELECT {ending.role} FROM {ending.table}"
            f" WHERE tenant_id = %(tenant)s AND id IN (SELECT id FROM {_gathered(ending)})",
            values(),
        )
    version = ", version = version + 1" if ending.versioned else ""
    run(
        f"UPDATE {ending.table} SET span = daterange(lower(span), %(today)s::date){version}"
        f" WHERE {these} AND lower(span) < %(today)s::date",
        values(),
    )
    if ending.table == "enrolment_studyright":
        run(
            "DELETE FROM enrolment_studyperiod WHERE tenant_id = %(tenant)s AND study_right_id IN"
            f" (SELECT id FROM enrolment_studyright WHERE {these}"
            " AND lower(span) >= %(today)s::date)",
            values(),
        )
    run(f"DELETE FROM {ending.table} WHERE {these} AND lower(span) >= %(today)s::date", values())


def _gathered(ending: Ending) -> str:
    return f"or_ending_{ending.table}"
