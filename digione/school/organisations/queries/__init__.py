"""What can be asked in the organisations room; each function stands in the module of its matter."""

from .calendar import (
    FreeDaysRow,
    SchoolYearRow,
    current_school_year,
    free_days,
    is_school_day,
    school_days,
    school_year_named,
    school_year_on,
)
from .register import register_facts
from .schools import SchoolRow, UnitRow, school, schools, units

__all__ = [
    "FreeDaysRow",
    "SchoolRow",
    "SchoolYearRow",
    "UnitRow",
    "current_school_year",
    "free_days",
    "is_school_day",
    "register_facts",
    "school",
    "school_days",
    "school_year_named",
    "school_year_on",
    "schools",
    "units",
]
