"""What can be done in the attendance room; each function stands in the module of its matter."""

from .loading import (
    DayTotalEntry,
    MarkEntry,
    RegisterEntry,
    ReportEntry,
    load_day_totals,
    load_marks,
    load_registers,
    load_reports,
)

__all__ = [
    "DayTotalEntry",
    "MarkEntry",
    "RegisterEntry",
    "ReportEntry",
    "load_day_totals",
    "load_marks",
    "load_registers",
    "load_reports",
]
