"""Untis' text files written: names (003 to 006), lessons (002) and the plan (001)."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping

from timetabler.formats.sketch import Sketch, sketch
from timetabler.formats.source import Source
from timetabler.model import Plan
from timetabler.rules import AssignResource, AssignTime, AvoidClashes

SAID = (AssignTime, AssignResource, AvoidClashes)
Row = Iterable[str | int]


def gpu_texts(source: Source) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """The files by name, and the rules that they cannot say, counted by kind."""
    plan = source.best_plan()
    drawn = sketch(source.problem, plan)
    subjects = dict.fromkeys(event.name or event.id for event in source.problem.events)
    texts = {
        "GPU001.TXT": _text(_timetable(drawn, plan)),
        "GPU002.TXT": _text(_lessons(drawn)),
        "GPU003.TXT": _text((name, name) for name in drawn.names("Students")),
        "GPU004.TXT": _text((name, name) for name in drawn.names("Teacher")),
        "GPU005.TXT": _text((name, name) for name in drawn.names("Room")),
        "GPU006.TXT": _text((name, name) for name in subjects),
    }
    lost = Counter(type(r).__name__ for r in source.problem.rules if not isinstance(r, SAID))
    notes = (f"{count} x {kind}: GPU files have no place for it" for kind, count in lost.items())
    return texts, tuple(notes)


def _text(rows: Iterable[Row]) -> str:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def _couplings(drawn: Sketch, event: int) -> list[tuple[str, str]]:
    """Pairs (class, teacher), as many lines as the longer of the two lists."""
    taken = [seat.resource for seat in drawn.problem.events[event].seats]
    names = {
        sort: [
            drawn.problem.resources[r].name
            for r in taken
            if r is not None and drawn.sort[r] == sort
        ]
        for sort in ("Students", "Teacher")
    }
    size = max(1, *map(len, names.values()))
    columns = ([*own, *[""] * (size - len(own))] for own in names.values())
    return list(zip(*columns, strict=True))


def _room(drawn: Sketch, taken: Iterable[int | None]) -> str:
    rooms = [r for r in taken if r is not None and drawn.sort[r] == "Room"]
    return drawn.problem.resources[rooms[0]].name if rooms else ""


def _lessons(drawn: Sketch) -> Iterable[Row]:
    for number, event in enumerate(drawn.problem.events):
        room = _room(drawn, (seat.resource for seat in event.seats))
        for group, teacher in _couplings(drawn, number):
            subject = event.name or event.id
            yield (number + 1, event.duration, "", "", group, teacher, subject, room)


def _timetable(drawn: Sketch, plan: Plan | None) -> Iterable[Row]:
    for lesson in plan.lessons if plan else ():
        event = drawn.problem.events[lesson.event]
        for time in lesson.times():
            day, hour = drawn.place[time]
            room = _room(drawn, lesson.resources)
            for group, teacher in _couplings(drawn, lesson.event):
                subject = event.name or event.id
                yield (lesson.event + 1, group, teacher, subject, room, day + 1, hour + 1, "")
