"""The exams week of upper secondary: exams in sessions, students in rooms, teachers on watch."""

from timetabler.exams.arrange import arrange
from timetabler.exams.model import Arranged, Exam, ExamsWeek, Room, Seating, Session, Watch

__all__ = [
    "Arranged",
    "Exam",
    "ExamsWeek",
    "Room",
    "Seating",
    "Session",
    "Watch",
    "arrange",
]
