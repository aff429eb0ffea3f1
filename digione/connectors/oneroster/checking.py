"""What the staged files say that cannot be, or is not said as the standard says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from . import columns, meaning, staging
from .columns import SHEETS, Sheet
from .findings import Finding, Findings
from .meaning import Check
from .quoting import quoted
from .sheets import Ready

_SHOWN: Final = 5
_LONGEST_ID: Final = 120


def check(files: Mapping[str, Ready], findings: Findings) -> None:
    """Runs every check on the staged tables; each is one statement, however many rows."""
    _run(_checks(), files, findings)


def check_meaning(files: Mapping[str, Ready], findings: Findings) -> None:
    """The same, of what the rows mean together; to be asked when they are in our shape."""
    _run(meaning.checks(), files, findings)


def _run(checks: Iterable[Check], files: Mapping[str, Ready], findings: Findings) -> None:
    for one in checks:
        if one.sheet not in files:
            continue
        rows = staging.ask(
            f"SELECT record, value, count(*) OVER () FROM ({one.rows}) wrong (record, value)"
            f" ORDER BY record LIMIT {_SHOWN}"
        )
        for record, value, _ in rows:
            _note(one, files[one.sheet], record, value, findings)
        if rows:
            last = _finding(one, files[one.sheet], rows[-1][0], rows[-1][1])
            findings.not_shown(last, rows[0][2] - len(rows))


def _note(one: Check, file: Ready, record: int, value: object, findings: Findings) -> None:
    finding = _finding(one, file, record, value)
    if one.is_fault:
        findings.fault(finding)
    else:
        findings.deviation(finding)


def _finding(one: Check, file: Ready, record: int, value: object) -> Finding:
    return Finding(
        file=file.file,
        line=file.line_of(record),
        column=one.column,
        what=one.what.replace("%s", quoted(one.sheet, one.column, value)),
        mend=one.mend,
    )


def _checks() -> Iterator[Check]:
    for sheet in SHEETS.values():
        yield from _of_every_sheet(sheet)
        yield from _days(sheet)
    yield from _words()
    yield from _spans()
    yield from _references()


def _of_every_sheet(sheet: Sheet) -> Iterator[Check]:
    t = staging.table(sheet)
    for name in sheet.needed:
        c = staging.column(name)
        rows = f"SELECT record, '' FROM {t} WHERE {c} IS NULL AND NOT gone"
        yield Check(sheet.name, name, rows, "There is nothing.", "Give every row a value.")
    yield Check(
        sheet.name,
        "sourcedId",
        f"SELECT record, sourced_id FROM (SELECT *, row_number() OVER (PARTITION BY sourced_id"
        f" ORDER BY record) AS n FROM {t}) x WHERE n > 1 AND sourced_id IS NOT NULL",
        "“%s” stands in the file already.",
        "Give every row an identifier of its own.",
    )
    yield Check(
        sheet.name,
        "sourcedId",
        f"SELECT record, sourced_id FROM {t} WHERE length(sourced_id) > {_LONGEST_ID}",
        f"The identifier is longer than {_LONGEST_ID} characters: %s",
        "Use shorter identifiers.",
    )
    yield Check(
        sheet.name,
        "status",
        f"SELECT record, status FROM {t} WHERE status NOT IN ('active', 'tobedeleted')",
        "“%s” is no status; inactive is read as tobedeleted, anything else as active.",
        "Say active or tobedeleted.",
        is_fault=False,
    )


def _days(sheet: Sheet) -> Iterator[Check]:
    t = staging.table(sheet)
    for name in ("dateLastModified", *sheet.days):
        c = staging.column(name)
        joined = f"SELECT record, text FROM {t} JOIN or_days ON text = {c} WHERE"
        yield Check(
            sheet.name,
            name,
            f"{joined} day IS NULL",
            "“%s” is no day.",
            "Write days as 2026-08-31.",
            is_fault=name in sheet.days,
        )
        yield Check(
            sheet.name,
            name,
            f"{joined} day IS NOT NULL AND NOT is_iso",
            "“%s” was read as day, month, year.",
            "Write days as 2026-08-31.",
            is_fault=False,
        )


def _words() -> Iterator[Check]:
    """Words that are one of a few; others are read as well as they can be."""
    few: tuple[tuple[str, str, Iterable[str], str], ...] = (
        ("users", "enabledUser", ("true", "false"), "Read in small letters."),
        ("users", "role", columns.ROLES, "It gives no right here."),
        ("roles", "role", columns.ROLES, "It gives no right here."),
        ("orgs", "type", columns.ORG_TYPES, "Read as a school."),
        ("academicSessions", "type", columns.SESSION_TYPES, "Passed over."),
        ("classes", "classType", columns.CLASS_TYPES, "Read as scheduled, whatever its letters."),
    )
    for name, column, words, how in few:
        known = ", ".join(f"'{word}'" for word in sorted(words))
        c, t = staging.column(column), staging.table(SHEETS[name])
        yield Check(
            name,
            column,
            f"SELECT record, {c} FROM {t} WHERE {c} NOT IN ({known})",
            f"“%s” is not a word of the standard. {how}",
            f"Use one of: {', '.join(sorted(words))}.",
            is_fault=False,
        )
    yield Check(
        "enrollments",
        "role",
        "SELECT record, role FROM or_enrollments"
        " WHERE role NOT IN ('student', 'teacher', 'administrator', 'proctor', 'aide')",
        "“%s” is no role in a class.",
        "Say student or teacher.",
    )


def _spans() -> Iterator[Check]:
    pairs = (
        ("academicSessions", "startDate", "endDate"),
        ("roles", "beginDate", "endDate"),
        ("enrollments", "beginDate", "endDate"),
    )
    for name, first, last in pairs:
        t = staging.table(SHEETS[name])
        yield Check(
            name,
            last,
            f"SELECT record, {staging.column(last)} FROM {t}"
            f" JOIN or_days a ON a.text = {staging.column(first)}"
            f" JOIN or_days b ON b.text = {staging.column(last)} WHERE b.day < a.day",
            f"“%s” comes before {first}.",
            "Let it end on or after the day it begins.",
        )


def _references() -> Iterator[Check]:
    """References to nothing. Those that we need are faults; the others lead nowhere, harmlessly."""
    needed = (
        ("classes", "schoolSourcedId", "orgs", "organisations_school"),
        ("roles", "orgSourcedId", "orgs", "organisations_school"),
        ("roles", "userSourcedId", "users", "people_person"),
        ("enrollments", "userSourcedId", "users", "people_person"),
        ("enrollments", "classSourcedId", "classes", "enrolment_group"),
        ("demographics", "sourcedId", "users", "people_person"),
    )
    for name, column, to, here in needed:
        yield _lost(name, column, to, f"SELECT source_id FROM {here} WHERE source_id IS NOT NULL")
    yield _lost("classes", "courseSourcedId", "courses", _COURSES_HERE, is_fault=False)
    yield _lost("orgs", "parentSourcedId", "orgs", "SELECT NULL", is_fault=False)
    yield _lost(
        "academicSessions", "parentSourcedId", "academicSessions", "SELECT NULL", is_fault=False
    )
    yield from _lists()


_COURSES_HERE: Final = "SELECT source_id FROM curriculum_course WHERE source_id IS NOT NULL"


def _lost(name: str, column: str, to: str, here: str, *, is_fault: bool = True) -> Check:
    t, c, other = staging.table(SHEETS[name]), staging.column(column), staging.table(SHEETS[to])
    return Check(
        name,
        column,
        f"SELECT record, {c} FROM {t} t WHERE NOT gone AND {c} IS NOT NULL"
        f" AND NOT EXISTS (SELECT 1 FROM {other} o WHERE o.sourced_id = t.{c})"
        f" AND {c} NOT IN (SELECT x FROM ({here}) known (x) WHERE x IS NOT NULL)",
        f"“%s” stands neither in {to}.csv nor here.",
        f"Put it into {to}.csv, or take the reference out.",
        is_fault=is_fault,
    )


def _lists() -> Iterator[Check]:
    for name, column, to, here, is_fault in (
        ("classes", "termSourcedIds", "academicSessions", "organisations_term", True),
        ("users", "orgSourcedIds", "orgs", "organisations_school", True),
        ("users", "agentSourcedIds", "users", "people_person", False),
    ):
        t, c = staging.table(SHEETS[name]), staging.column(column)
        other = staging.table(SHEETS[to])
        yield Check(
            name,
            column,
            f"SELECT record, btrim(one) FROM {t}, unnest(string_to_array({c}, ',')) AS one"
            f" WHERE NOT gone AND btrim(one) <> ''"
            f" AND NOT EXISTS (SELECT 1 FROM {other} o WHERE o.sourced_id = btrim(one))"
            f" AND btrim(one) NOT IN (SELECT source_id FROM {here} WHERE source_id IS NOT NULL)",
            f"“%s” stands neither in {to}.csv nor here.",
            f"Put it into {to}.csv, or take the reference out.",
            is_fault=is_fault,
        )
