"""The door of the timetable room."""

from .models import ChangeKind
from .queries import (
    LessonRow,
    lesson_on,
    lessons_of_learners,
    lessons_of_school,
    lessons_of_teacher,
    week_of_group,
)
from .relations import lessons_held, lessons_of_groups, lessons_of_schools, lessons_substituted
from .rules import When

__all__ = [
    "ChangeKind",
    "LessonRow",
    "When",
    "lesson_on",
    "lessons_held",
    "lessons_of_groups",
    "lessons_of_learners",
    "lessons_of_school",
    "lessons_of_schools",
    "lessons_of_teacher",
    "lessons_substituted",
    "week_of_group",
]
