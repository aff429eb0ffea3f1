"""What can be done in the curriculum room; each function stands in the module of its matter."""

from .loading import (
    CourseEntry,
    SubjectEntry,
    load_courses,
    load_subjects,
)
from .subjects import add_course, add_subject, adopt_national_subjects, colour_subject

__all__ = [
    "CourseEntry",
    "SubjectEntry",
    "add_course",
    "add_subject",
    "adopt_national_subjects",
    "colour_subject",
    "load_courses",
    "load_subjects",
]
