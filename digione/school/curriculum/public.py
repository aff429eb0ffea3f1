"""The door of the curriculum room."""

from .actions import add_course, add_subject, adopt_national_subjects, colour_subject
from .policy import Permission
from .queries import CodeRow, CourseRow, SubjectRow, courses, national_codes, subjects
from .rules import COLOURS, Refused, colour_of

__all__ = [
    "COLOURS",
    "CodeRow",
    "CourseRow",
    "Permission",
    "Refused",
    "SubjectRow",
    "add_course",
    "add_subject",
    "adopt_national_subjects",
    "colour_of",
    "colour_subject",
    "courses",
    "national_codes",
    "subjects",
]
