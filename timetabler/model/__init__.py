"""What a school wants planned, and a plan of it."""

from timetabler.faults import ModelFault, PlanFault
from timetabler.model.fit import whole
from timetabler.model.plan import Lesson, Plan
from timetabler.model.problem import Calendar, Event, Group, Problem, Resource, Seat
from timetabler.model.term import Term

__all__ = [
    "Calendar",
    "Event",
    "Group",
    "Lesson",
    "ModelFault",
    "Plan",
    "PlanFault",
    "Problem",
    "Resource",
    "Seat",
    "Term",
    "whole",
]
