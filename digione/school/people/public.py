"""The door of the people room."""

from .queries import hidden_places
from .relations import children_at_home, children_of, know_places, schools_of, staff_led

__all__ = [
    "children_at_home",
    "children_of",
    "hidden_places",
    "know_places",
    "schools_of",
    "staff_led",
]
