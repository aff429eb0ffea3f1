"""What can be done in the organisations room; each function stands in the module of its matter."""

from .calendar import NamedDays, add_holiday, open_school_year, remove_holiday, set_terms
from .register import put_register
from .schools import SchoolNames, change_school, close_school, open_school

__all__ = [
    "NamedDays",
    "SchoolNames",
    "add_holiday",
    "change_school",
    "close_school",
    "open_school",
    "open_school_year",
    "put_register",
    "remove_holiday",
    "set_terms",
]
