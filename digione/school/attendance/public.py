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
from .models import ReactionKind, Status
from .policy import Permission
from .queries.absences import AbsenceRow, MonthRow, absences_of
from .queries.classes import ClassRow, absence_classes, classes_for_homes
from .queries.following_up import (
    BoardRow,
    ChangeRow,
    DayNumbers,
    OpenLessonRow,
    UnexplainedLearnerRow,
    board_of,
    open_lessons,
    unexplained,
)
from .queries.homes import (
    DayRow,
    HomeworkRow,
    HourRow,
    ReportRow,
    UnexplainedRow,
    day_of,
    days_of,
)

__all__ = [
    "AbsenceRow",
    "BoardRow",
    "ChangeRow",
    "ClassRow",
    "DayNumbers",
    "DayRow",
    "DayTotalEntry",
    "HomeworkRow",
    "HourRow",
    "MarkEntry",
    "MonthRow",
    "OpenLessonRow",
    "Permission",
    "ReactionKind",
    "RegisterEntry",
    "ReportEntry",
    "ReportRow",
    "Status",
    "UnexplainedLearnerRow",
    "UnexplainedRow",
    "absence_classes",
    "absences_of",
    "board_of",
    "classes_for_homes",
    "day_of",
    "days_of",
    "load_day_totals",
    "load_marks",
    "load_registers",
    "load_reports",
    "open_lessons",
    "unexplained",
]
