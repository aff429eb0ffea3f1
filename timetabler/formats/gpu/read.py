"""Untis' text files read: lessons (002), their people and rooms (003 to 005), the plan (001)."""

import csv
from collections.abc import Iterator
from pathlib import Path

from timetabler.formats.faults import InputFault
from timetabler.formats.lines import Line, decoded
from timetabler.formats.markup import read_bytes
from timetabler.formats.source import Source
from timetabler.formats.weekly import ROOM, STUDENTS, TEACHER, Teaching, Weekly
from timetabler.model import Problem

TIMETABLE, LESSONS, SUBJECTS = "GPU001", "GPU002", "GPU006"
PEOPLE = {"GPU003": STUDENTS, "GPU004": TEACHER, "GPU005": ROOM}
MOST_DAYS, MOST_HOURS, LEAST_DAYS, LEAST_HOURS = 14, 40, 5, 8
# Columns that are read or repeat what is read, and how many Untis documents.
COLUMNS = {TIMETABLE: ({*range(1, 8)}, 9), LESSONS: ({1, 2, 5, 6, 7, 8}, 50)}
NUMBER, HOURS, CLASS, TEACHES, SUBJECT, IN_ROOM = 1, 2, 5, 6, 7, 8


def read_gpu(path: Path) -> Source:
    """Read the files of a folder, or those that lie beside one of them."""
    if not path.is_dir():
        read_bytes(path)
        if not _stem(path).startswith("GPU"):
            raise InputFault("no file of Untis' is called so; GPU002.TXT is one", file=str(path))
    folder = path if path.is_dir() else path.parent
    files = _files(folder)
    if LESSONS not in files:
        where = "" if path.is_dir() else f" beside it, in {folder}"
        raise InputFault(f"GPU002.TXT (lessons) is missing{where}", file=str(path))
    reader = _Reader(files)
    problem = reader.read(folder.resolve().name)
    plan = reader.week.plan(problem)
    return Source(problem, (plan,) if plan else (), notes=tuple(reader.notes))


def _stem(path: Path) -> str:
    return path.stem.upper()


def _files(folder: Path) -> dict[str, Path]:
    """Untis' files by what they hold; two that hold the same are one too many."""
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if not _stem(path).startswith("GPU"):
            continue
        if _stem(path) in found:
            other = found[_stem(path)].name
            raise InputFault(f"{other} beside it has the same {_stem(path)}", file=str(path))
        found[_stem(path)] = path
    return found


def rows(path: Path) -> Iterator[Line]:
    """Lines of a file in fields; the separator is found out."""
    text = decoded(read_bytes(path), str(path))
    head = text.split("\n", 1)[0]
    separator = max(";,\t", key=head.count)
    reader = csv.reader(text.splitlines(), delimiter=separator)
    try:
        for fields in reader:
            if any(field.strip() for field in fields):
                yield Line(str(path), reader.line_num, tuple(fields))
    except csv.Error as error:
        raise InputFault(str(error), file=str(path), line=reader.line_num) from None


class _Reader:
    def __init__(self, files: dict[str, Path]) -> None:
        self._files = files
        placed = list(rows(files[TIMETABLE])) if TIMETABLE in files else []
        self._placed = [line for line in placed if line.text(6) not in {"", "0"}]
        days = max([LEAST_DAYS, *(line.whole(6, MOST_DAYS) for line in self._placed)])
        hours = max([LEAST_HOURS, *(line.whole(7, MOST_HOURS) for line in self._placed)])
        self.week = Weekly([str(d + 1) for d in range(days)], [str(h + 1) for h in range(hours)])
        self._lessons: dict[str, list[Line]] = {}
        self._event: dict[str, int] = {}
        self._unread: dict[str, set[int]] = {}
        self.notes: list[str] = []

    def read(self, name: str) -> Problem:
        """Read everything."""
        for stem, kind in PEOPLE.items():
            for line in rows(self._files[stem]) if stem in self._files else ():
                self.week.add(kind, self._named(line), line.text(2))
        for line in rows(self._files[LESSONS]):
            self._check_columns(LESSONS, line)
            self._lessons.setdefault(line.text(NUMBER), []).append(line)
        for number, lines in self._lessons.items():
            self._read_lesson(number, lines)
        self._read_plan()
        known = {TIMETABLE, LESSONS, SUBJECTS, *PEOPLE}
        unread = [
            f"{path.name}: not taken over"
            for stem, path in self._files.items()
            if stem not in known
        ]
        self.notes += unread
        for stem, columns in self._unread.items():
            named = ", ".join(map(str, sorted(columns)))
            self.notes.append(f"{stem}, column {named}: not taken over")
        return self.week.problem(name)

    def _named(self, line: Line) -> str:
        if not line.text(1):
            raise line.fault("the short name is missing", 1)
        return line.text(1)

    def _check_columns(self, stem: str, line: Line) -> None:
        """Refuse what Untis has no column for; what it has and nobody reads is a remark."""
        read, known = COLUMNS[stem]
        for column, text in enumerate(line.fields, start=1):
            if column > known and text.strip():
                raise line.fault(f"{text.strip()!r}: {stem} has only {known} columns", column)
            if column not in read and text.strip():
                self._unread.setdefault(stem, set()).add(column)

    def _read_lesson(self, number: str, lines: list[Line]) -> None:
        """All lines of one number are one coupled lesson."""
        first = lines[0]
        if not number.isdigit():
            raise first.fault(f"{number!r} is not a lesson number", NUMBER)
        count = self._hours_of(number, lines)
        if not count:
            self.notes.append(f"lesson {number}: no weekly hours, left out")
            return
        people = []
        for line in lines:
            names = [*line.text(CLASS).replace("~", ",").split(",")]
            people += [self._known(line, STUDENTS, CLASS, n.strip()) for n in names if n.strip()]
            if line.text(TEACHES):
                people.append(self._known(line, TEACHER, TEACHES, line.text(TEACHES)))
        rooms = [
            self._known(line, ROOM, IN_ROOM, line.text(IN_ROOM))
            for line in lines
            if line.text(IN_ROOM)
        ]
        self._event[number] = len(self.week.teaching)
        self.week.teaching.append(
            Teaching(
                id=number,
                subject=first.text(SUBJECT),
                count=count,
                people=tuple(dict.fromkeys(people)),
                rooms=frozenset(rooms),
            )
        )

    def _hours_of(self, number: str, lines: list[Line]) -> int:
        """Weekly hours, which every line of a lesson repeats."""
        first, count = lines[0], self._hours(lines[0])
        for line in lines[1:]:
            if self._hours(line) != count:
                reason = f"line {first.number} gives lesson {number} {count} hours a week"
                raise line.fault(reason, HOURS)
        if count > len(self.week.days) * len(self.week.hours):
            raise first.fault("more lessons than a week has hours", HOURS)
        return count

    def _hours(self, line: Line) -> int:
        text = line.text(HOURS).replace(",", ".")
        whole, _, part = text.partition(".")
        if part.strip("0"):
            raise line.fault(f"{text!r}: parts of an hour cannot be planned", HOURS)
        return Line(line.file, line.number, ("", whole or "0")).whole(HOURS, 1000)

    def _known(self, line: Line, kind: str, column: int, name: str) -> int:
        """Untis may leave the lists of names out; a list that is there must have the name."""
        stem = next(stem for stem, own in PEOPLE.items() if own == kind)
        if stem in self._files and (kind, name) not in self.week.position:
            raise line.fault(f"{name!r} is not in {stem}", column)
        return self.week.add(kind, name, name)

    def _read_plan(self) -> None:
        seen: set[tuple[int, int]] = set()
        for line in self._placed:
            if line.text(1) not in self._event:
                raise line.fault(f"lesson {line.text(1)!r} is not in GPU002", 1)
            self._check_columns(TIMETABLE, line)
            self._check_names(line)
            event, day, hour = self._event[line.text(1)], line.whole(6, MOST_DAYS), line.whole(7)
            if not 1 <= hour <= len(self.week.hours):
                raise line.fault("hours are counted from 1", 7)
            start = self.week.time(day - 1, hour - 1)
            room = self._known(line, ROOM, 5, line.text(5)) if line.text(5) else None
            if (event, start) in seen:
                continue
            seen.add((event, start))
            self.week.placed.append((event, start, room))
        self._check_counts()

    def _check_names(self, line: Line) -> None:
        """The plan speaks of people that there are."""
        classes = line.text(2).replace("~", ",").split(",")
        named = [(2, STUDENTS, name.strip()) for name in classes] + [(3, TEACHER, line.text(3))]
        for column, kind, name in named:
            if name and (kind, name) not in self.week.position:
                raise line.fault(f"{kind.lower()} {name!r} does not exist", column)

    def _check_counts(self) -> None:
        counts: dict[int, int] = {}
        for event, _, _ in self.week.placed:
            counts[event] = counts.get(event, 0) + 1
        for event, count in counts.items():
            if count > self.week.teaching[event].count:
                number = self.week.teaching[event].id
                raise InputFault(
                    f"lesson {number} is placed {count} times, more than its weekly hours",
                    file=str(self._files[TIMETABLE]),
                )
