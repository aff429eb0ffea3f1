"""Untis' text files written: names (003 to 006), lessons (002) and the plan (001)."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from timetabler.formats.gpu.read import MOST_DAYS, MOST_HOURS
from timetabler.formats.losses import (
    fixed_times,
    further_rooms,
    lost_anywhere,
    seats_left_out,
    soft_ones,
)
from timetabler.formats.sketch import ROOM, STUDENTS, TEACHER, Form, Sketch, sketch
from timetabler.formats.source import Source
from timetabler.model import Plan
from timetabler.rules import AssignResource, AssignTime, AvoidClashes

SAID = (AssignTime, AssignResource, AvoidClashes)
# Commas and tildes part classes, and a semicolon could be taken for what parts columns.
GPU = Form("GPU", apart=r"[\s,;~]+", days=MOST_DAYS, hours=MOST_HOURS, whole=False, says_days=False)
Row = Iterable[str | int]


def gpu_texts(source: Source) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """The files by name, and what they cannot say, counted by kind."""
    plan = source.best_plan()
    drawn = sketch(source.problem, plan, GPU)
    subjects = dict.fromkeys(drawn.subject(event) for event in range(len(source.problem.events)))
    texts = {
        "GPU001.TXT": _text(_timetable(drawn, plan)),
        "GPU002.TXT": _text(_lessons(drawn)),
        "GPU003.TXT": _text((name, name) for name in drawn.names(STUDENTS)),
        "GPU004.TXT": _text((name, name) for name in drawn.names(TEACHER)),
        "GPU005.TXT": _text((name, name) for name in drawn.names(ROOM)),
        "GPU006.TXT": _text((name, name) for name in subjects),
    }
    return texts, tuple(_lost(drawn))


def _lost(drawn: Sketch) -> Iterator[str]:
    lost = Counter(type(r).__name__ for r in drawn.problem.rules if not isinstance(r, SAID))
    yield from (f"{count} x {kind}: GPU files have no place for it" for kind, count in lost.items())
    yield f"{len(drawn.days)} days of {drawn.hours} hours: GPU files do not say how long a week is"
    yield from soft_ones(drawn, SAID)
    yield from seats_left_out(drawn, rooms=False)
    yield from further_rooms(drawn)
    yield from fixed_times(drawn)
    yield from lost_anywhere(drawn)


def _text(rows: Iterable[Row]) -> str:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def _couplings(drawn: Sketch, event: int) -> list[tuple[str, str]]:
    """Pairs (class, teacher), as many lines as the longer of the two lists."""
    taken = [seat.resource for seat in drawn.problem.events[event].seats]
    names = {
        sort: [drawn.name[r] for r in taken if r is not None and drawn.sort[r] == sort]
        for sort in (STUDENTS, TEACHER)
    }
    size = max(1, *map(len, names.values()))
    columns = ([*own, *[""] * (size - len(own))] for own in names.values())
    return list(zip(*columns, strict=True))


def _lessons(drawn: Sketch) -> Iterable[Row]:
    for number, event in enumerate(drawn.problem.events):
        fixed = [s.resource for s in drawn.rooms_at(number) if s.resource is not None]
        room = drawn.name[fixed[0]] if fixed else ""
        for group, teacher in _couplings(drawn, number):
            subject = drawn.subject(number)
            yield (number + 1, event.duration, "", "", group, teacher, subject, room)


def _timetable(drawn: Sketch, plan: Plan | None) -> Iterable[Row]:
    for lesson in plan.lessons if plan else ():
        for time in lesson.times():
            day, hour = drawn.place[time]
            room = next((drawn.name[own] for own in drawn.rooms_of(lesson)), "")
            for group, teacher in _couplings(drawn, lesson.event):
                subject = drawn.subject(lesson.event)
                yield (lesson.event + 1, group, teacher, subject, room, day + 1, hour + 1, "")
