"""A new .fet document: activities for lessons, constraints for rules."""

from collections import Counter
from collections.abc import Iterator

from timetabler.formats.fet.placing import PLACED, Spot, placement
from timetabler.formats.fet.said import constraints_for
from timetabler.formats.markup import Node
from timetabler.formats.sketch import Sketch, sketch
from timetabler.model import Lesson, Plan, Problem

VERSION = "6.8.5"


def new_document(problem: Problem, plan: Plan | None) -> tuple[Node, tuple[str, ...]]:
    """The document, and the rules that it cannot say, counted by kind."""
    drawn = sketch(problem, plan)
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
    _named(root.add("Rooms_List"), "Room", drawn.names("Room"), Building="", Capacity="30000")
    time, space = root.add("Time_Constraints_List"), root.add("Space_Constraints_List")
    lost = Counter[str]()
    for node in (time, space):
        tag = "ConstraintBasicCompulsory" + ("Time" if node is time else "Space")
        close(node.add(tag), 100)
    for rule in problem.rules:
        kept = constraints_for(drawn, rule)
        if kept is None:
            lost[type(rule).__name__] += 1
        for node in kept or ():
            (space if "Room" in node.tag else time).children.append(node)
    for number, lesson in enumerate(plan.lessons if plan else (), start=1):
        _place(drawn, (time, space), number, lesson)
    notes = [f"{count} x {kind}: FET has no such constraint" for kind, count in lost.items()]
    return root, (*drawn.notes, *notes)


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
    names = list(dict.fromkeys(event.name or event.id for event in drawn.problem.events))
    _named(root.add("Subjects_List"), "Subject", names)


def _people(root: Node, drawn: Sketch) -> None:
    _named(root.add("Teachers_List"), "Teacher", drawn.names("Teacher"))
    years = root.add("Students_List")
    _named(years, "Year", drawn.names("Students"), Number_of_Students="0")


def _activities(parent: Node, drawn: Sketch) -> None:
    for number, (event, duration) in enumerate(drawn.parts, start=1):
        node = parent.add("Activity")
        for tag, name in _seats(drawn, event):
            node.add(tag, name)
        about = drawn.problem.events[event]
        node.add("Subject", about.name or about.id)
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
            if sort != "Room":
                yield sort, drawn.problem.resources[seat.resource].name


def _place(drawn: Sketch, lists: tuple[Node, Node], number: int, lesson: Lesson) -> None:
    """Hold an activity where the plan has it."""
    if lesson.start is None:
        return
    day, hour = drawn.place[lesson.start]
    taken = [r for r in lesson.resources if r is not None and drawn.sort[r] == "Room"]
    names = [drawn.problem.resources[r].name for r in taken]
    spot = Spot(activity=str(number), day=drawn.days[day], hour=str(hour + 1), rooms=names)
    lists[0].children.append(placement(PLACED[0], spot))
    if names:
        lists[1].children.append(placement(PLACED[1], spot))
