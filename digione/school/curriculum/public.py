"""The door of the curriculum room."""

from .policy import Permission

__all__ = ["Permission"]
