"""The door of the organisations room."""

from .actions import (
    NamedDays,
    SchoolNames,
    add_holiday,
    change_school,
    close_school,
    open_school,
    open_school_year,
    put_register,
    remove_holiday,
    set_terms,
)
from .events import CalendarChanged, SchoolChanged
from .models import FormOfEducation
from .policy import Permission
from .queries import (
    FreeDaysRow,
    SchoolRow,
    SchoolYearRow,
    UnitRow,
    current_school_year,
    free_days,
    is_school_day,
    register_facts,
    school,
    school_days,
    school_year_on,
    schools,
    units,
)
from .rules import Days, Refused, usual_school_year

__all__ = [
    "CalendarChanged",
    "Days",
    "FormOfEducation",
    "FreeDaysRow",
    "NamedDays",
    "Permission",
    "Refused",
    "SchoolChanged",
    "SchoolNames",
    "SchoolRow",
    "SchoolYearRow",
    "UnitRow",
    "add_holiday",
    "change_school",
    "close_school",
    "current_school_year",
    "free_days",
    "is_school_day",
    "open_school",
    "open_school_year",
    "put_register",
    "register_facts",
    "remove_holiday",
    "school",
    "school_days",
    "school_year_on",
    "schools",
    "set_terms",
    "units",
    "usual_school_year",
]
