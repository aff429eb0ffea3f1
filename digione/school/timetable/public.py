"""The door of the timetable room."""

from .relations import lessons_held, lessons_of_groups, lessons_of_schools, lessons_substituted

__all__ = ["lessons_held", "lessons_of_groups", "lessons_of_schools", "lessons_substituted"]
