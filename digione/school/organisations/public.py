"""The door of the organisations room."""

from .models import FormOfEducation

__all__ = ["FormOfEducation"]
