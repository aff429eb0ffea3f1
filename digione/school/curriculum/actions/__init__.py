"""What can be done in the curriculum room; each function stands in the module of its matter."""

from .subjects import add_course, add_subject, adopt_national_subjects, colour_subject

__all__ = ["add_course", "add_subject", "adopt_national_subjects", "colour_subject"]
