"""The door of the curriculum room."""

from .actions import (
    CourseEntry,
    SubjectEntry,
    add_course,
    add_subject,
    adopt_national_subjects,
    colour_subject,
    load_courses,
    load_subjects,
)
from .policy import Permission
from .queries import CodeRow, CourseRow, SubjectRow, courses, national_codes, subjects
from .rules import COLOURS, Refused, colour_of

__all__ = [
    "COLOURS",
    "CodeRow",
    "CourseEntry",
    "CourseRow",
    "Permission",
    "Refused",
    "SubjectEntry",
    "SubjectRow",
    "add_course",
    "add_subject",
    "adopt_national_subjects",
    "colour_of",
    "colour_subject",
    "courses",
    "load_courses",
    "load_subjects",
    "national_codes",
    "subjects",
]
