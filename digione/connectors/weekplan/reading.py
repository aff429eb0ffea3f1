"""The bytes of a plan become rows; every cell that cannot be read becomes a finding."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .findings import Findings
from .words import HEADERS, NEEDED, WEEKDAYS, folded

BIGGEST: Final = 10_000_000  # bytes; a school's week is some thousands of rows
_TIME: Final = re.compile(r"(\d{1,2})[.:](\d{2})(?:[.:]00)?")
_LOCAL: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_YEARS: Final = range(2000, 2101)
_SEVERAL: Final = "|"
_MEND_ENCODING: Final = "Save the file as UTF-8."
_Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One lesson of the week as it is written; days that are not said are none."""

    line: int
    weekday: int
    starts_at: datetime.time
    ends_at: datetime.time
    groups: tuple[str, ...]
    subject: str
    teachers: tuple[str, ...]
    room: str = ""
    first: datetime.date | None = None
    last: datetime.date | None = None


def read(content: bytes, findings: Findings) -> list[Row]:
    """Raises `Refused` where the file has no rows at all; else look at the findings."""
    text = _decoded(content, findings)
    records = _records(text, findings)
    columns = _columns(next(records, (1, []))[1], findings)
    rows = [
        row
        for line, record in records
        if any(cell.strip() for cell in record)
        and (row := _row(line, _cells(line, columns, record, findings), findings))
    ]
    if not rows and not findings.faults:
        raise findings.refuse("There are no lessons.", "Write a row for each lesson of the week.")
    return rows


def _decoded(content: bytes, findings: Findings) -> str:
    if len(content) > BIGGEST:
        raise findings.refuse(f"The file has {len(content):,} bytes.", "Send one school's week.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = f"Byte {content[error.start]:#04x} is not UTF-8."
        raise findings.refuse(what, _MEND_ENCODING, line=line) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise findings.refuse("There is a zero byte.", _MEND_ENCODING, line=line)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _records(text: str, findings: Findings) -> Iterator[tuple[int, list[str]]]:
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    rows = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in rows:
            yield line, row
            line = rows.line_num + 1
    except csv.Error as error:
        what = f"The record that begins here cannot be read ({error})."
        mend = "Put text with quotes or line breaks into quotes, and double the quotes."
        raise findings.refuse(what, mend, line=line) from error


def _columns(header: Sequence[str], findings: Findings) -> list[str]:
    columns: list[str] = []
    for title in header:
        name = HEADERS.get(folded(title), "")
        if not name and title.strip():
            findings.warn("No such column is read.", "Leave it out.", line=1, column=title.strip())
        if name and name in columns:
            findings.fault(f"The {name} stands there twice.", "Leave one out.", line=1)
        columns.append(name)
    if missing := [name for name in NEEDED if name not in columns]:
        known = " or ".join(word for word, name in HEADERS.items() if name == missing[0])
        what = f"Missing in the header: {', '.join(missing)}."
        raise findings.refuse(what, f"Add the columns; the first is called {known}.", line=1)
    return columns


def _cells(line: int, columns: Sequence[str], record: Sequence[str], findings: Findings) -> _Cells:
    if any(cell.strip() for cell in record[len(columns) :]):
        what = f"There are {len(record)} fields; the header has {len(columns)}."
        findings.fault(what, "Put text that holds the separator into quotes.", line=line)
    return {name: " ".join(c.split()) for name, c in zip(columns, record, strict=False) if name}


def _row(line: int, cells: _Cells, findings: Findings) -> Row | None:
    """None where a cell that is needed cannot be read; the findings say which."""
    before = len(findings.faults)
    for name in NEEDED:
        if not _several(cells.get(name, "")):
            findings.fault("There is nothing.", "Fill it in.", line=line, column=name)
    weekday = _weekday(line, cells, findings)
    starts_at, ends_at = (_time(line, name, cells, findings) for name in ("starts", "ends"))
    first, last = (_day(line, name, cells, findings) for name in ("from", "to"))
    if weekday is None or starts_at is None or ends_at is None or len(findings.faults) > before:
        return None
    if ends_at <= starts_at:
        what = f"The lesson ends at {ends_at:%H.%M} and starts at {starts_at:%H.%M}."
        findings.fault(what, "Let it end after it starts.", line=line, column="ends")
    if first and last and last < first:
        what = "The last day is before the first."
        findings.fault(what, "Change one of them.", line=line, column="to")
    return Row(
        line=line,
        weekday=weekday,
        starts_at=starts_at,
        ends_at=ends_at,
        groups=_several(cells["group"]),
        subject=cells["subject"],
        teachers=_several(cells["teacher"]),
        room=cells.get("room", ""),
        first=first,
        last=last,
    )


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(_SEVERAL) if part.strip())


def _weekday(line: int, cells: _Cells, findings: Findings) -> int | None:
    text = cells.get("weekday", "")
    number = WEEKDAYS.get(folded(text).rstrip("."))
    if text and number is None:
        what, mend = f"“{text[:40]}” is no weekday.", "Write ma, mån, Monday or 1."
        findings.fault(what, mend, line=line, column="weekday")
    return number


def _time(line: int, name: str, cells: _Cells, findings: Findings) -> datetime.time | None:
    text = cells.get(name, "")
    try:
        if found := _TIME.fullmatch(text):
            return datetime.time(int(found[1]), int(found[2]))
    except ValueError:
        pass
    if text:
        what = f"“{text[:40]}” is no time."
        findings.fault(what, "Write times as 8.15 or 08:15.", line=line, column=name)
    return None


def _day(line: int, name: str, cells: _Cells, findings: Findings) -> datetime.date | None:
    text = cells.get(name, "")
    try:
        found = _LOCAL.fullmatch(text)
        day, month, year = map(int, found.groups()) if found else (0, 0, 0)
        said = datetime.date(year, month, day) if found else datetime.date.fromisoformat(text)
        if said.year in _YEARS:
            return said
    except ValueError:
        pass
    if text:
        what = f"“{text[:40]}” is no day of this century."
        findings.fault(what, "Write days as 2026-08-31 or 31.8.2026.", line=line, column=name)
    return None
