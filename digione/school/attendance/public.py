"""The door of the attendance room."""

from .policy import Permission

__all__ = ["Permission"]
