"""A small school as a FET file, for the tests of what its constraints mean."""

from timetabler.evaluate import judge
from timetabler.formats.fet.read import source_of
from timetabler.formats.markup import parse
from timetabler.formats.source import Source
from timetabler.model import Lesson, Plan

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<fet version="6.8.5"><Institution_Name>A</Institution_Name>
<Days_List><Day><Name>Mo</Name></Day><Day><Name>Tu</Name></Day></Days_List>
<Hours_List><Hour><Name>1</Name></Hour><Hour><Name>2</Name></Hour><Hour><Name>3</Name></Hour>
</Hours_List>
<Teachers_List><Teacher><Name>Ann</Name></Teacher><Teacher><Name>Bo</Name></Teacher></Teachers_List>
<Students_List><Year><Name>7</Name><Number_of_Students>20</Number_of_Students>
<Group><Name>7A</Name><Number_of_Students>10</Number_of_Students></Group>
<Group><Name>7B</Name><Number_of_Students>10</Number_of_Students></Group></Year></Students_List>
<Rooms_List><Room><Name>Hall</Name><Capacity>30</Capacity></Room>
<Room><Name>Cell</Name><Capacity>10</Capacity></Room></Rooms_List>
<Activities_List>"""
ACTIVITIES = "".join(
    f"<Activity><Teacher>{teacher}</Teacher><Subject>{subject}</Subject>"
    f"<Activity_Tag>{tag}</Activity_Tag><Students>{students}</Students>"
    f"<Duration>{duration}</Duration><Total_Duration>{duration}</Total_Duration>"
    f"<Id>{number}</Id><Activity_Group_Id>0</Activity_Group_Id><Active>true</Active></Activity>"
    for number, teacher, subject, tag, students, duration in (
        (1, "Ann", "maths", "theory", "7", 1),
        (2, "Ann", "maths", "theory", "7A", 1),
        (3, "Bo", "crafts", "practice", "7B", 2),
        (4, "Bo", "crafts", "practice", "7A", 1),
    )
)

BOTH = (
    "<Room><Name>Both</Name><Virtual>true</Virtual><Capacity>40</Capacity>"
    "<Set_of_Real_Rooms><Real_Room>Hall</Real_Room></Set_of_Real_Rooms><Set_of_Real_Rooms>"
    "<Real_Room>Hall</Real_Room><Real_Room>Cell</Real_Room></Set_of_Real_Rooms></Room></Rooms_List>"
)


def document(*constraints: str) -> str:
    """The small school with constraints of time and space together."""
    return (
        f"{HEAD}{ACTIVITIES}</Activities_List>\n<Time_Constraints_List>"
        f"{''.join(constraints)}</Time_Constraints_List></fet>"
    )


def constraint(name: str, body: str, weight: str = "100") -> str:
    return (
        f"<Constraint{name}><Weight_Percentage>{weight}</Weight_Percentage>{body}"
        f"<Active>true</Active></Constraint{name}>"
    )


def source(*constraints: str) -> Source:
    return source_of(parse(document(*constraints).encode(), "school.fet"), "school")


def hard(found: Source, *starts: int | None, rooms: tuple[int | None, ...] = ()) -> int:
    """Hard cost when the activities start at these times, and take these rooms in turn."""
    left = iter(rooms)
    lessons = []
    for number, (event, start) in enumerate(zip(found.problem.events, starts, strict=True)):
        taken = tuple(next(left) if s.resource is None else s.resource for s in event.seats)
        lessons.append(Lesson(event=number, duration=event.duration, start=start, resources=taken))
    return judge(found.problem, Plan(tuple(lessons))).cost.hard


def added(said: str, *starts: int) -> int:
    """What a constraint adds to the hard cost of these starts."""
    return hard(source(said), *starts) - hard(source(), *starts)


def ids(*numbers: int, tag: str = "Activity_Id") -> str:
    return "".join(f"<{tag}>{number}</{tag}>" for number in numbers)


def slot(day: str, hour: str, prefix: str = "") -> str:
    return f"<{prefix}Day>{day}</{prefix}Day><{prefix}Hour>{hour}</{prefix}Hour>"
