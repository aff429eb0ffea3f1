"""A new .fet document: activities for lessons, constraints for rules."""

from collections import Counter
from collections.abc import Iterator

from timetabler.formats.fet import fixed
from timetabler.formats.fet.fixed import Virtual
from timetabler.formats.fet.placing import PLACED, Spot, placement
from timetabler.formats.fet.said import HEAVIEST_WISH, constraints_for
from timetabler.formats.losses import loose_rooms, lost_anywhere, seats_left_out
from timetabler.formats.markup import Node
from timetabler.formats.sketch import ROOM, STUDENTS, TEACHER, Form, Sketch, sketch
from timetabler.model import Lesson, Plan, Problem
from timetabler.rules import CostFunction, Rule

VERSION = "6.8.5"
FET = Form("FET", apart=r"[\n\r\t]+")


def new_document(problem: Problem, plan: Plan | None) -> tuple[Node, tuple[str, ...]]:
    """The document, and what it cannot say, counted by kind."""
    drawn = sketch(problem, plan, FET)
    root = Node("fet", {"version": VERSION})
    root.add("Mode", "Official")
    root.add("Institution_Name", problem.name or problem.id)
    root.add("Comments", "")
    _week(root, drawn)
    _subjects(root, drawn)
    root.add("Activity_Tags_List")
    _people(root, drawn)
    _activities(root.add("Activities_List"), drawn)
    root.add("Buildings_List")
    rooms = root.add("Rooms_List")
    _named(rooms, "Room", drawn.names(ROOM), Building="", Capacity="30000")
    lists = root.add("Time_Constraints_List"), root.add("Space_Constraints_List")
    lost = _constraints(drawn, lists)
    virtual = Virtual(drawn)
    _place_all(drawn, lists, virtual, plan)
    rooms.children += virtual.nodes()
    notes = [f"{count} x {what}" for what, count in lost.items()]
    seats = seats_left_out(drawn, rooms=True)
    return root, (*notes, *fixed.lost(drawn), *seats, *loose_rooms(drawn), *lost_anywhere(drawn))


def _constraints(drawn: Sketch, lists: tuple[Node, Node]) -> Counter[str]:
    """Write what FET has words for, and count what it has none for."""
    lost = Counter[str]()
    for node, where in zip(lists, ("Time", "Space"), strict=True):
        close(node.add(f"ConstraintBasicCompulsory{where}"), 100)
    for rule in drawn.problem.rules:
        kept = constraints_for(drawn, rule)
        kind = type(rule).__name__
        lost[f"{kind}: FET has no such constraint"] += kept is None
        lost[f"{kind} with a weight or a cost that FET has not"] += bool(kept) and _is_bent(rule)
        for node in kept or ():
            lists["Room" in node.tag].children.append(node)
    return +lost


def _is_bent(rule: Rule) -> bool:
    """Whether a wish is written with another weight, or another cost, than it has."""
    bent = rule.weight > HEAVIEST_WISH or rule.cost is not CostFunction.LINEAR
    return bent and not rule.hard


def _place_all(
    drawn: Sketch, lists: tuple[Node, Node], virtual: Virtual, plan: Plan | None
) -> None:
    """Times and rooms that events fix, and where the plan has the lessons."""
    for event in range(len(drawn.problem.events)):
        lists[0].children += fixed.fixed_times(drawn, event)
        lists[1].children += fixed.fixed_rooms(drawn, virtual, event)
    for number, lesson in enumerate(plan.lessons if plan else (), start=1):
        _place(drawn, lists, virtual.of(lesson.event), number, lesson)


def close(node: Node, weight: float) -> Node:
    """End a constraint with what all of them have; the weight comes first."""
    first = Node("Weight_Percentage", text=f"{weight:g}")
    node.children.insert(0, first)
    node.add("Active", "true")
    node.add("Comments")
    return node


def _week(root: Node, drawn: Sketch) -> None:
    days, hours = root.add("Days_List"), root.add("Hours_List")
    days.add("Number_of_Days", str(len(drawn.days)))
    hours.add("Number_of_Hours", str(drawn.hours))
    _named(days, "Day", drawn.days)
    _named(hours, "Hour", [str(hour + 1) for hour in range(drawn.hours)])


def _named(parent: Node, tag: str, names: list[str], **more: str) -> None:
    for name in names:
        node = parent.add(tag)
        node.add("Name", name)
        for key, text in more.items():
            node.add(key, text)
        node.add("Comments")


def _subjects(root: Node, drawn: Sketch) -> None:
    names = list(dict.fromkeys(drawn.subject(event) for event in range(len(drawn.problem.events))))
    _named(root.add("Subjects_List"), "Subject", names)


def _people(root: Node, drawn: Sketch) -> None:
    _named(root.add("Teachers_List"), "Teacher", drawn.names(TEACHER))
    years = root.add("Students_List")
    _named(years, "Year", drawn.names(STUDENTS), Number_of_Students="0")


def _activities(parent: Node, drawn: Sketch) -> None:
    for number, (event, duration) in enumerate(drawn.parts, start=1):
        node = parent.add("Activity")
        for tag, name in _seats(drawn, event):
            node.add(tag, name)
        about = drawn.problem.events[event]
        node.add("Subject", drawn.subject(event))
        node.add("Duration", str(duration))
        node.add("Total_Duration", str(about.duration))
        node.add("Id", str(number))
        node.add("Activity_Group_Id", str(drawn.group_of(event)))
        node.add("Active", "true")
        node.add("Comments")


def _seats(drawn: Sketch, event: int) -> Iterator[tuple[str, str]]:
    for seat in drawn.problem.events[event].seats:
        if seat.resource is not None:
            sort = drawn.sort[seat.resource]
            if sort != ROOM:
                yield sort, drawn.name[seat.resource]


def _place(
    drawn: Sketch, lists: tuple[Node, Node], virtual: str, number: int, lesson: Lesson
) -> None:
    """Hold an activity where the plan has it."""
    if lesson.start is None:
        return
    day, hour = drawn.place[lesson.start]
    taken = [r for r in lesson.resources if r is not None and drawn.sort[r] == ROOM]
    spot = Spot(
        activity=str(number),
        day=drawn.days[day],
        hour=str(hour + 1),
        rooms=[drawn.name[r] for r in taken],
        virtual=virtual,
    )
    lists[0].children.append(placement(PLACED[0], spot))
    if len(taken) == len(drawn.rooms_at(lesson.event)) > 0:
        lists[1].children.append(placement(PLACED[1], spot))
