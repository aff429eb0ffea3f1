"""What can be asked in the timetable room; each function stands in the module of its matter."""

from .clashing import clashes_of
from .days import (
    lesson_on,
    lessons_of_learners,
    lessons_of_school,
    lessons_of_teacher,
    lessons_taught,
    week_of_group,
)
from .plans import PlanRow, RoomRow, plans_of_school, rooms_of_school
from .rows import LessonRow

__all__ = [
    "LessonRow",
    "PlanRow",
    "RoomRow",
    "clashes_of",
    "lesson_on",
    "lessons_of_learners",
    "lessons_of_school",
    "lessons_of_teacher",
    "lessons_taught",
    "plans_of_school",
    "rooms_of_school",
    "week_of_group",
]
