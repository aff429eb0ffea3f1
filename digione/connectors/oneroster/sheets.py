"""The bytes of one CSV file made ready for COPY: as they are where they can be, else repaired."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .columns import Sheet
from .findings import Finding, Findings, refused

_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_MEND_ENCODING: Final = "Save the file as UTF-8."
_MEND_HEADER: Final = "Write the header as the standard does."
_LIKE_ENOUGH: Final = 0.85
_LONGEST_FIELD: Final = 1_000_000

csv.field_size_limit(_LONGEST_FIELD)


@dataclass(frozen=True, slots=True)
class Ready:
    """Text for COPY without its header; `columns` names each field, "" for one passed over.

    `lines` has the line of each record where they do not simply follow each other.
    """

    file: str
    columns: tuple[str, ...]
    body: str
    delimiter: str
    lines: Sequence[int] | None = None

    def line_of(self, record: int) -> int:
        """The line in the file of a record, both counted from 1 (the header is line 1)."""
        if self.lines is not None:
            return self.lines[record - 1] if record <= len(self.lines) else 0
        if '"' not in self.body:
            return record + 1
        rows = csv.reader(io.StringIO(self.body), delimiter=self.delimiter)
        begins = 0
        for number, _ in enumerate(rows, start=1):
            if number == record:
                break
            begins = rows.line_num
        return begins + 2


def decoded(file: str, content: bytes) -> str:
    """UTF-8 with or without its mark; anything else is refused, for names would be spoilt."""
    if content.startswith(_UTF16):
        raise refused(file=file, what="The file is UTF-16.", mend=_MEND_ENCODING)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = f"Byte {content[error.start]:#04x} is not UTF-8; it looks like Windows-1252."
        raise refused(file=file, what=what, mend=_MEND_ENCODING, line=line) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise refused(file=file, what="There is a zero byte.", mend=_MEND_ENCODING, line=line)
    return text


def ready(sheet: Sheet, content: bytes, findings: Findings) -> Ready | None:
    """None where the header lacks what is needed; then the findings say so."""
    file = f"{sheet.name}.csv"
    text = decoded(file, content).replace("\r\n", "\n").replace("\r", "\n")
    header, _, body = text.partition("\n")
    delimiter = ";" if header.count(";") > header.count(",") else ","
    if delimiter == ";":
        what = "Fields are parted by semicolons."
        findings.deviation(Finding(file=file, what=what, mend="Use commas.", line=1))
    names = next(csv.reader([header], delimiter=delimiter), [])
    columns = _columns(sheet, names, findings)
    if missing := [name for name in sheet.needed if name not in columns]:
        what = f"Missing: {', '.join(missing)}."
        findings.fault(Finding(file=file, what=what, mend="Add the columns.", line=1))
        return None
    return Ready(file, columns, body, delimiter)


def _columns(sheet: Sheet, names: Sequence[str], findings: Findings) -> tuple[str, ...]:
    columns: list[str] = []
    for name in names:
        meant = _meant(sheet, name.strip())
        if meant in columns:
            what = f"“{name}” stands there twice; the first was read."
            findings.deviation(_in_header(sheet, name, what))
            meant = ""
        elif meant and meant != name:
            findings.deviation(_in_header(sheet, name, f"Read as {meant}."))
        elif not meant and not name.startswith("metadata."):
            what = f"“{name}” is no column of this file; it was passed over."
            findings.deviation(_in_header(sheet, name, what))
        columns.append(meant if meant in sheet.every else "")
    return tuple(columns)


def _in_header(sheet: Sheet, name: str, what: str) -> Finding:
    return Finding(
        file=f"{sheet.name}.csv", what=what, mend=_MEND_HEADER, line=1, column=name or "(no name)"
    )


def _meant(sheet: Sheet, name: str) -> str:
    """The column of the standard: the same, in other letters, or a slip of the pen away."""
    if name in sheet.every or not name:
        return name
    folded = {known.casefold(): known for known in sheet.every}
    if name.casefold() in folded:
        return folded[name.casefold()]
    close = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=_LIKE_ENOUGH)
    return folded[close[0]] if close else ""


def repaired(given: Ready, findings: Findings) -> Ready:
    """The same records with as many fields as the header has; blank lines go.

    Only for a file that COPY does not take as it is. Empty fields too few or too many are no
    matter; others are faults.
    """
    out, lines = io.StringIO(), []
    writer = csv.writer(out, delimiter=given.delimiter, lineterminator="\n")
    for line, row in _records(given):
        if not any(field.strip() for field in row):
            continue
        _check_width(given, line, row, findings)
        width = len(given.columns)
        writer.writerow([*row, *[""] * (width - len(row))][:width])
        lines.append(line)
    return Ready(given.file, given.columns, out.getvalue(), given.delimiter, lines)


def _records(given: Ready) -> Iterator[tuple[int, list[str]]]:
    rows = csv.reader(io.StringIO(given.body), delimiter=given.delimiter, strict=True)
    begins = 1
    try:
        for row in rows:
            yield begins + 1, row
            begins = rows.line_num + 1
    except csv.Error as error:
        what = f"The record that begins here cannot be read ({error})."
        mend = "Put text with quotes, commas or line breaks into quotes, and double the quotes."
        raise refused(file=given.file, what=what, mend=mend, line=begins + 1) from error


def _check_width(given: Ready, line: int, row: list[str], findings: Findings) -> None:
    width = len(given.columns)
    if any(field.strip() for field in row[width:]):
        what = f"There are {len(row)} fields; the header has {width}."
        mend = "Put text with commas into quotes."
        findings.fault(Finding(file=given.file, what=what, mend=mend, line=line))
    elif len(row) != width:
        what = f"There are {len(row)} fields; the header has {width}. Empty ones made up for it."
        mend = "Write every field, empty ones too."
        findings.deviation(Finding(file=given.file, what=what, mend=mend, line=line))
