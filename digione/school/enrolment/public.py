"""The door of the enrolment room."""

from .relations import (
    groups_of,
    groups_taught,
    learners_in,
    learners_of_schools,
    learners_taught,
)

__all__ = [
    "groups_of",
    "groups_taught",
    "learners_in",
    "learners_of_schools",
    "learners_taught",
]
