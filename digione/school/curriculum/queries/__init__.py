"""What can be asked in the curriculum room; each function stands in the module of its matter."""

from .subjects import CodeRow, CourseRow, SubjectRow, courses, national_codes, subjects

__all__ = ["CodeRow", "CourseRow", "SubjectRow", "courses", "national_codes", "subjects"]
