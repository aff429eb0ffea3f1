"""The door of the attendance room."""

from .actions import (
    DayTotalEntry,
    MarkEntry,
    RegisterEntry,
    ReportEntry,
    load_day_totals,
    load_marks,
    load_registers,
    load_reports,
)
from .models import Status
from .policy import Permission

__all__ = [
    "DayTotalEntry",
    "MarkEntry",
    "Permission",
    "RegisterEntry",
    "ReportEntry",
    "Status",
    "load_day_totals",
    "load_marks",
    "load_registers",
    "load_reports",
]
