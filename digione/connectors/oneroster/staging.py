"""Files of a package as temporary tables: the bytes go by COPY, nothing goes row by row."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import psycopg
from django.db import connection, transaction
from psycopg import sql

from .columns import SHEETS, Sheet
from .findings import Findings
from .sheets import Ready, repaired

_LOCAL: Final = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_ISO: Final = re.compile(r"(\d{4}-\d{2}-\d{2})([T ].*)?")


def run(statement: str, values: Mapping[str, Any] | None = None) -> int:
    """How many rows the statement touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def ask(statement: str, values: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def clear() -> None:
    """Drops what an earlier import in the same transaction left."""
    found = ask(
        "SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema()"
        " AND relkind = 'r' AND starts_with(relname, 'or_')"
    )
    for (name,) in found:
        _execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(name)))


def table(sheet: Sheet) -> str:
    return f"or_{sheet.name.lower()}"


def column(name: str) -> str:
    """`classSourcedId` stands in staging as `class_sourced_id`."""
    return re.sub(r"(?<!^)([A-Z])", r"_\1", name).lower()


def stage(sheet: Sheet, file: Ready | None, findings: Findings) -> Ready | None:
    """Makes the sheet's table; empty where the package has no such file.

    Answers with the text that went in: the file's own, or the repaired one.
    """
    names = [column(name) for name in sheet.taken]
    if file is None:
        _create(table(sheet), ["record bigint", "gone boolean", *(f"{n} text" for n in names)])
        return None
    file = _copied(file, findings)
    cleaned = sql.SQL(", ").join(_clean(name, name in file.columns) for name in sheet.taken)
    _execute(
        sql.SQL(
            "CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT record, {},"
            " false AS gone FROM or_raw"
        ).format(sql.Identifier(table(sheet)), cleaned)
    )
    _execute(sql.SQL("DROP TABLE or_raw"))
    run(f"UPDATE {table(sheet)} SET gone = true WHERE lower(status) IN ('tobedeleted', 'inactive')")
    run(f"CREATE INDEX ON {table(sheet)} (sourced_id)")
    run(f"ANALYZE {table(sheet)}")
    return file


def _copied(file: Ready, findings: Findings) -> Ready:
    try:
        with transaction.atomic():
            _copy(file)
    except psycopg.errors.DataError:
        file = repaired(file, findings)
        _copy(file)
    return file


def _copy(file: Ready) -> None:
    fields = [f"f{number}" for number in range(len(file.columns))]
    _create(
        "or_raw",
        ["record bigint GENERATED ALWAYS AS IDENTITY"]
        + [f'"{name or field}" text' for name, field in zip(file.columns, fields, strict=True)],
    )
    names = [name or field for name, field in zip(file.columns, fields, strict=True)]
    statement = sql.SQL("COPY or_raw ({}) FROM STDIN (FORMAT csv, DELIMITER {})").format(
        sql.SQL(", ").join(map(sql.Identifier, names)), sql.Literal(file.delimiter)
    )
    with psycopg.Cursor(connection.connection) as cursor, cursor.copy(statement) as copy:
        copy.write(file.body)


def _clean(name: str, is_there: bool) -> sql.Composable:
    if not is_there:
        return sql.SQL("NULL::text AS {}").format(sql.Identifier(column(name)))
    return sql.SQL("NULLIF(btrim({}), '') AS {}").format(
        sql.Identifier(name), sql.Identifier(column(name))
    )


def _create(name: str, columns: Iterable[str]) -> None:
    run(f"CREATE TEMPORARY TABLE {name} ({', '.join(columns)}) ON COMMIT DROP")


def _execute(statement: sql.Composed | sql.SQL) -> None:
    psycopg.Cursor(connection.connection).execute(statement)


def fill(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A small table of what only Python can say, such as the day that a text means."""
    _create(name, columns)
    names = ", ".join(definition.split()[0] for definition in columns)
    with (
        psycopg.Cursor(connection.connection) as cursor,
        cursor.copy(f"COPY {name} ({names}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)
    run(f"ANALYZE {name}")


def stage_days() -> None:
    """`or_days`: every text that stands for a day, the day, and whether it is written as ISO."""
    asked = " UNION ".join(
        f"SELECT {column(name)} FROM {table(sheet)}"
        for sheet in SHEETS.values()
        for name in ("dateLastModified", *sheet.days)
    )
    texts = [text for (text,) in ask(f"SELECT DISTINCT * FROM ({asked}) t") if text]
    rows = [(text, *day_of(text)) for text in texts]
    fill("or_days", ["text text", "day date", "is_iso boolean"], rows)


def day_of(text: str) -> tuple[datetime.date | None, bool]:
    """The day and whether it is written as the standard says; 1/05/2023 is the first of May."""
    try:
        if found := _ISO.fullmatch(text):
            return datetime.date.fromisoformat(found[1]), True
        if found := _LOCAL.fullmatch(text):
            day, month, year = map(int, found.groups())
            return datetime.date(year, month, day), False
    except ValueError:
        pass
    return None, False
