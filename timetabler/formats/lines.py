"""Text files read into lines, whatever of the usual encodings they have."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from timetabler.formats.faults import InputFault
from timetabler.formats.markup import read_bytes

MARKS = (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))


def decoded(data: bytes, file: str) -> str:
    """Text with a byte order mark, or UTF-8, or Windows' Western alphabet."""
    encoding = next((name for name, mark in MARKS if data.startswith(mark)), "utf-8")
    for name in (encoding, "cp1252"):
        try:
            text = data.decode(name)
        except UnicodeError:
            continue
        if "\0" not in text:
            return text
    raise InputFault("encoding: neither UTF-8 nor Windows-1252", file=file, line=1)


@dataclass(frozen=True)
class Line:
    """One line in fields, which knows its place."""

    file: str
    number: int
    fields: tuple[str, ...]

    def fault(self, reason: str, column: int = 0) -> InputFault:
        """A fault that points at this line, and at a field of it counted from 1."""
        element = f"column {column}" if column else ""
        return InputFault(reason, file=self.file, line=self.number, element=element)

    def text(self, column: int) -> str:
        """A field counted from 1; empty where the line is shorter."""
        return self.fields[column - 1].strip() if column <= len(self.fields) else ""

    def whole(self, column: int, most: int = 10**6) -> int:
        """A field as a whole number."""
        text = self.text(column)
        if not (text.isascii() and text.isdigit() and len(text) <= len(str(most))):
            raise self.fault(f"{text!r} is not a whole number from 0 to {most}", column)
        if int(text) > most:
            raise self.fault(f"{text} is more than {most}", column)
        return int(text)


def words(path: Path) -> Iterator[Line]:
    """Lines of a file in words; empty ones are left out."""
    text = decoded(read_bytes(path), str(path))
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield Line(str(path), number, tuple(line.split()))
