"""What a school wants planned, and a plan of it."""

from timetabler.model.plan import Lesson, Plan
from timetabler.model.problem import Calendar, Event, Group, Problem, Resource, Seat
from timetabler.model.term import Term

__all__ = ["Calendar", "Event", "Group", "Lesson", "Plan", "Problem", "Resource", "Seat", "Term"]
