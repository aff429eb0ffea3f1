"""aSc XML written: one lesson for each length that an event is cut into, one card a placement."""

from collections import Counter

from timetabler.formats.markup import Node, render
from timetabler.formats.sketch import Sketch, sketch
from timetabler.formats.source import Source
from timetabler.model import Lesson
from timetabler.rules import AssignResource, AssignTime, AvoidClashes, PreferResources, SplitEvents

SAID = (AssignTime, AssignResource, AvoidClashes, SplitEvents, PreferResources)
TABLES = (("Teacher", "teachers", "teacher"), ("Room", "classrooms", "classroom"))


def asc_text(source: Source) -> tuple[str, tuple[str, ...]]:
    """The document, and the rules that it cannot say, counted by kind."""
    plan = source.best_plan()
    drawn = sketch(source.problem, plan)
    about = {"importtype": "database", "options": "idprefix:digione,daynumbering1"}
    root = Node("timetable", {"ascttversion": "2008.3.1", **about})
    _week(root, drawn)
    _names(root, drawn)
    _lessons(root, drawn)
    cards = root.add("cards", columns="lessonid,classroomids,period,days")
    for lesson in plan.lessons if plan else ():
        _card(cards, drawn, lesson)
    lost = Counter(type(r).__name__ for r in source.problem.rules if not isinstance(r, SAID))
    notes = tuple(f"{count} x {kind}: aSc XML has no place for it" for kind, count in lost.items())
    return render(root), notes


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
    for sort, table, tag in (*TABLES, ("Students", "classes", "class")):
        node = root.add(table, columns="id,name,short")
        for number, resource in enumerate(drawn.problem.resources):
            if drawn.sort[number] == sort:
                node.add(tag, id=f"R{number}", name=resource.name, short=resource.name)


def _subjects(drawn: Sketch) -> dict[str, str]:
    names = dict.fromkeys(event.name or event.id for event in drawn.problem.events)
    return {name: f"S{number}" for number, name in enumerate(names)}


def _lessons(root: Node, drawn: Sketch) -> None:
    table = root.add(
        "lessons",
        columns="id,classids,subjectid,periodspercard,periodsperweek,teacherids,classroomids",
    )
    subjects = _subjects(drawn)
    for (event, length), count in Counter(drawn.parts).items():
        about = drawn.problem.events[event]
        table.add(
            "lesson",
            id=f"L{event}x{length}",
            subjectid=subjects[about.name or about.id],
            classids=_seated(drawn, event, "Students"),
            teacherids=_seated(drawn, event, "Teacher"),
            classroomids=_rooms(drawn, event),
            periodspercard=str(length),
            periodsperweek=str(length * count),
        )


def _seated(drawn: Sketch, event: int, sort: str) -> str:
    taken = [seat.resource for seat in drawn.problem.events[event].seats]
    return ",".join(f"R{r}" for r in taken if r is not None and drawn.sort[r] == sort)


def _rooms(drawn: Sketch, event: int) -> str:
    """Rooms that suit: a fixed one, or what hard rules leave of all."""
    fixed = _seated(drawn, event, "Room")
    free = [seat for seat in drawn.problem.events[event].seats if seat.resource is None]
    if fixed or not free:
        return fixed
    found = {
        r for r, resource in enumerate(drawn.problem.resources) if resource.kind == free[0].kind
    }
    for rule in drawn.problem.rules:
        if isinstance(rule, PreferResources) and rule.hard and event in rule.events:
            found &= rule.resources
    return ",".join(f"R{r}" for r in sorted(found))


def _card(cards: Node, drawn: Sketch, lesson: Lesson) -> None:
    if lesson.start is None:
        return
    day, hour = drawn.place[lesson.start]
    rooms = [r for r in lesson.resources if r is not None and drawn.sort[r] == "Room"]
    cards.add(
        "card",
        lessonid=f"L{lesson.event}x{lesson.duration}",
        classroomids=",".join(f"R{r}" for r in rooms),
        period=str(hour + 1),
        days=_mask(drawn, day),
    )
