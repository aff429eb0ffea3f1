"""What can be done in the organisations room; each function stands in the module of its matter."""

from .calendar import NamedDays, add_holiday, open_school_year, remove_holiday, set_terms
from .loading import (
    HolidayEntry,
    ProviderEntry,
    SchoolEntry,
    SchoolYearEntry,
    TermEntry,
    UnitEntry,
    load_holidays,
    load_provider,
    load_school_years,
    load_schools,
    load_terms,
    load_units,
    loaded_from,
)
from .register import put_register
from .schools import SchoolNames, change_school, close_school, open_school

__all__ = [
    "HolidayEntry",
    "NamedDays",
    "ProviderEntry",
    "SchoolEntry",
    "SchoolNames",
    "SchoolYearEntry",
    "TermEntry",
    "UnitEntry",
    "add_holiday",
    "change_school",
    "close_school",
    "load_holidays",
    "load_provider",
    "load_school_years",
    "load_schools",
    "load_terms",
    "load_units",
    "loaded_from",
    "open_school",
    "open_school_year",
    "put_register",
    "remove_holiday",
    "set_terms",
]
