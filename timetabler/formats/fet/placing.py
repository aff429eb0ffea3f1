"""Placements as FET writes them: constraints that hold an activity at a time and in rooms."""

from dataclasses import dataclass

from timetabler.formats.markup import Node
from timetabler.model import Lesson, Problem

PLACED = ("ConstraintActivityPreferredStartingTime", "ConstraintActivityPreferredRoom")
MARK = "placed by timetabler"


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where an activity was put."""

    activity: str
    day: str
    hour: str
    rooms: list[str]
    virtual: str = ""


def rooms_of(problem: Problem, lesson: Lesson) -> list[str]:
    """Names of the rooms that a lesson takes."""
    taken = [problem.resources[own] for own in lesson.resources if own is not None]
    return [resource.name for resource in taken if resource.kind == "Room"]


def placement(tag: str, spot: Spot) -> Node:
    """The constraint of one of the two kinds that holds an activity where the plan has it."""
    node = Node(tag)
    node.add("Weight_Percentage", "100")
    node.add("Activity_Id", spot.activity)
    if tag == PLACED[0]:
        node.add("Preferred_Day", spot.day)
        node.add("Preferred_Hour", spot.hour)
    else:
        node.add("Room", spot.virtual or spot.rooms[0])
        if spot.virtual:
            node.add("Number_of_Real_Rooms", str(len(spot.rooms)))
            for name in spot.rooms:
                node.add("Real_Room", name)
    node.add("Permanently_Locked", "false")
    node.add("Active", "true")
    node.add("Comments", MARK)
    return node
