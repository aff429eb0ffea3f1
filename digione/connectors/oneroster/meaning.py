"""What rows of several files mean together, where that is less or other than they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from . import columns


@dataclass(frozen=True, slots=True)
class Check:
    """`rows` selects `record, value` of what is wrong; `%s` in `what` is the value."""

    sheet: str
    column: str
    rows: str
    what: str
    mend: str
    is_fault: bool = True


def checks() -> Iterator[Check]:
    other = ", ".join(f"'{role.lower()}'" for role in sorted(columns.OTHER_ROLES))
    for sheet in ("roles", "users"):
        yield Check(
            sheet,
            "role",
            f"SELECT record, role FROM or_{sheet} WHERE NOT gone AND lower(role) IN ({other})",
            "The role “%s” gives no right here.",
            "Give the person a role here by hand.",
            is_fault=False,
        )
    yield Check(
        "users",
        "agentSourcedIds",
        "SELECT u.record, btrim(agent) FROM or_users u,"
        " unnest(string_to_array(u.agent_sourced_ids, ',')) AS agent"
        " WHERE NOT u.gone AND btrim(agent) <> '' AND NOT EXISTS (SELECT 1 FROM or_guardians g"
        " WHERE (g.guardian_id, g.learner_id) IN"
        " ((btrim(agent), u.sourced_id), (u.sourced_id, btrim(agent))))",
        "No guardianship came of the agent “%s”: one must be guardian or parent, one student.",
        "Give the agent the role guardian.",
        is_fault=False,
    )
    yield from _reachable()
    yield Check(
        "orgs",
        "type",
        "SELECT record, type FROM or_orgs WHERE NOT gone AND lower(type) = 'department' AND ("
        "sourced_id IN (SELECT school_sourced_id FROM or_classes)"
        " OR sourced_id IN (SELECT org_id FROM or_posts))",
        "A “%s” that has classes or people was read as a school.",
        "Say school.",
        is_fault=False,
    )
    yield Check(
        "enrollments",
        "classSourcedId",
        "SELECT e.record, c.sourced_id FROM or_enrollments e"
        " JOIN or_classes c ON c.sourced_id = e.class_sourced_id WHERE c.gone AND NOT e.gone",
        "The class “%s” is no more, so the place in it was passed over.",
        "Take the row out.",
        is_fault=False,
    )
    yield Check(
        "enrollments",
        "endDate",
        "SELECT e.record, e.end_date FROM or_enrollments e"
        " JOIN or_classes c ON c.sourced_id = e.class_sourced_id"
        " JOIN or_academicsessions a ON a.sourced_id = btrim(split_part(c.term_sourced_ids,"
        " ',', 1)) JOIN or_days d ON d.text = e.end_date JOIN or_days s ON s.text = a.start_date"
        " WHERE NOT e.gone AND NOT c.gone AND d.day < s.day - 300",
        "“%s” is long before the term of the class; taken as it is.",
        "Give the days of this school year.",
        is_fault=False,
    )


def _reachable() -> Iterator[Check]:
    """Ways to reach a person that no letter or call would take."""
    for column, value, form in (
        ("email", "email", columns.EMAIL),
        ("sms", "regexp_replace(sms, '[ ().-]', '', 'g')", columns.PHONE),
        ("phone", "regexp_replace(phone, '[ ().-]', '', 'g')", columns.PHONE),
    ):
        yield Check(
            "users",
            column,
            f"SELECT record, {column} FROM or_users WHERE NOT gone AND {value} !~ '{form}'",
            "“%s” was passed over: nobody can be reached so.",
            "Write name@example.fi, or digits such as +358401234567.",
            is_fault=False,
        )
