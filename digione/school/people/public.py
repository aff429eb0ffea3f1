"""The door of the people room."""

from .relations import children_of, schools_of

__all__ = ["children_of", "schools_of"]
