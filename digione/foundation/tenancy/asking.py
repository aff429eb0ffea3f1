"""Asks the database a question that is written down as SQL, with its values by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

import orjson
import psycopg
from django.db import connection

_NAMED: Final = re.compile(r"%\((\w+)\)s|%%")


def ask(statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of the answer, and none for a statement that has no answer.

    As `connection.cursor()` does it, logged and counted alike; only that the text of a long
    statement is not read anew each time, for psycopg remembers short ones alone.
    """
    connection.ensure_connection()
    wrapped = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    numbered: Any = _Numbered(connection.connection)
    with wrapped(numbered) as cursor:
        cursor.execute(statement, values)
        return numbered.fetchall() if numbered.rownumber is not None else []


class _Numbered(psycopg.RawCursor[tuple[Any, ...]]):
    """Gives PostgreSQL its own `$1` for `%(name)s`."""

    def execute(self, query: Any, params: Any = None, **how: Any) -> _Numbered:
        text, names = _numbered(query)
        super().execute(text, [_plain(params[name]) for name in names], **how)
        return self


def _plain(value: Any) -> Any:
    """A list as PostgreSQL writes it: psycopg would dump each of its elements apart.

    Of everything but texts JSON makes the same words, `null` and quoted dates among them.
    """
    if not isinstance(value, list) or any(isinstance(one, str) for one in value):
        return value
    return f"{{{orjson.dumps(value)[1:-1].decode()}}}"


@lru_cache(maxsize=1024)
def _numbered(statement: str) -> tuple[bytes, tuple[str, ...]]:
    numbers: dict[str, int] = {}

    def number(found: re.Match[str]) -> str:
        return f"${numbers.setdefault(found[1], len(numbers) + 1)}" if found[1] else "%"

    return _NAMED.sub(number, statement).encode(), tuple(numbers)
