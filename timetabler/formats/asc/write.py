"""aSc XML written: one lesson for each length that an event is cut into, one card a placement."""

from collections import Counter
from collections.abc import Iterator

from timetabler.formats.asc.tables import MOST_DAYS, MOST_PERIODS
from timetabler.formats.losses import (
    fixed_times,
    further_rooms,
    loose_rooms,
    lost_anywhere,
    seats_left_out,
    soft_ones,
)
from timetabler.formats.markup import Node, render
from timetabler.formats.sketch import ROOM, STUDENTS, TEACHER, Form, Sketch, sketch
from timetabler.formats.source import Source
from timetabler.model import Lesson
from timetabler.rules import (
    AssignResource,
    AssignTime,
    AvoidClashes,
    PreferResources,
    Rule,
    SplitEvents,
)

SAID = (AssignTime, AssignResource, AvoidClashes, SplitEvents)
ASC = Form("aSc XML", unique=False, days=MOST_DAYS, hours=MOST_PERIODS)
TABLES = ((TEACHER, "teachers", "teacher"), (ROOM, "classrooms", "classroom"))


def asc_text(source: Source) -> tuple[str, tuple[str, ...]]:
    """The document, and what it cannot say, counted by kind."""
    plan = source.best_plan()
    drawn = sketch(source.problem, plan, ASC)
    about = {"importtype": "database", "options": "idprefix:digione,daynumbering1"}
    root = Node("timetable", {"ascttversion": "2008.3.1", **about})
    _week(root, drawn)
    _names(root, drawn)
    _lessons(root, drawn)
    cards = root.add("cards", columns="lessonid,classroomids,period,days")
    for lesson in plan.lessons if plan else ():
        _card(cards, drawn, lesson)
    return render(root), tuple(_lost(drawn))


def _lost(drawn: Sketch) -> Iterator[str]:
    lost = Counter(type(r).__name__ for r in drawn.problem.rules if not _says(drawn, r))
    yield from (f"{count} x {kind}: aSc XML has no place for it" for kind, count in lost.items())
    yield from soft_ones(drawn, SAID)
    yield from seats_left_out(drawn, rooms=True)
    yield from further_rooms(drawn)
    yield from loose_rooms(drawn)
    yield from fixed_times(drawn)
    yield from lost_anywhere(drawn)


def _says(drawn: Sketch, rule: Rule) -> bool:
    """Whether lessons say the rule: rooms that suit are named, as far as they must be taken."""
    if not isinstance(rule, PreferResources):
        return isinstance(rule, SAID)
    return rule.hard and all(drawn.sort[resource] == ROOM for resource in rule.resources)


def _week(root: Node, drawn: Sketch) -> None:
    periods = root.add("periods", columns="period,starttime,endtime")
    for hour in range(drawn.hours):
        periods.add("period", period=str(hour + 1), starttime="", endtime="")
    days = root.add("daysdefs", columns="id,days,name,short")
    for number, name in enumerate(drawn.days):
        days.add("daysdef", id=f"D{number + 1}", days=_mask(drawn, number), name=name, short=name)


def _mask(drawn: Sketch, day: int) -> str:
    return "".join("1" if number == day else "0" for number in range(len(drawn.days)))


def _names(root: Node, drawn: Sketch) -> None:
    subjects = root.add("subjects", columns="id,name,short")
    for name, identifier in _subjects(drawn).items():
        subjects.add("subject", id=identifier, name=name, short=name)
    for sort, table, tag in (*TABLES, (STUDENTS, "classes", "class")):
        node = root.add(table, columns="id,name,short")
        for number, own in drawn.sort.items():
            if own == sort:
                name = drawn.name[number]
                node.add(tag, id=f"R{number}", name=name, short=name)


def _subjects(drawn: Sketch) -> dict[str, str]:
    names = dict.fromkeys(drawn.subject(event) for event in range(len(drawn.problem.events)))
    return {name: f"S{number}" for number, name in enumerate(names)}


def _lessons(root: Node, drawn: Sketch) -> None:
    table = root.add(
        "lessons",
        columns="id,classids,subjectid,periodspercard,periodsperweek,teacherids,classroomids",
    )
    subjects = _subjects(drawn)
    for (event, length), count in Counter(drawn.parts).items():
        table.add(
            "lesson",
            id=f"L{event}x{length}",
            subjectid=subjects[drawn.subject(event)],
            classids=_seated(drawn, event, STUDENTS),
            teacherids=_seated(drawn, event, TEACHER),
            classroomids=_rooms(drawn, event),
            periodspercard=str(length),
            periodsperweek=str(length * count),
        )


def _seated(drawn: Sketch, event: int, sort: str) -> str:
    taken = [seat.resource for seat in drawn.problem.events[event].seats]
    return ",".join(f"R{r}" for r in taken if r is not None and drawn.sort[r] == sort)


def _rooms(drawn: Sketch, event: int) -> str:
    """Rooms that suit: a fixed one, or what hard rules leave of all."""
    fixed = _seated(drawn, event, ROOM)
    free = drawn.rooms_at(event)
    return fixed or ",".join(f"R{r}" for s in free[:1] for r in sorted(drawn.suiting(event, s)))


def _card(cards: Node, drawn: Sketch, lesson: Lesson) -> None:
    if lesson.start is None:
        return
    day, hour = drawn.place[lesson.start]
    if hour + lesson.duration > drawn.hours:
        name = drawn.problem.events[lesson.event].id
        drawn.notes.append(f"lesson of {name}: runs over the end of a day, left without a card")
        return
    cards.add(
        "card",
        lessonid=f"L{lesson.event}x{lesson.duration}",
        classroomids=",".join(f"R{r}" for r in drawn.rooms_of(lesson)),
        period=str(hour + 1),
        days=_mask(drawn, day),
    )
