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
from .actions.noting import Notes, write_notes
from .actions.registering import take_register
from .events import AbsenceMarked, RegisterMended, RegisterTaken
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
from .queries.register import RegisterRow, RollRow, register_of
from .queries.teaching import TaughtRow, TeachingRow, teaching
from .rules.registering import Mark, MarkedMeanwhile, NotMarkable

__all__ = [
    "AbsenceMarked",
    "AbsenceRow",
    "BoardRow",
    "ChangeRow",
    "ClassRow",
    "DayNumbers",
    "DayRow",
    "DayTotalEntry",
    "HomeworkRow",
    "HourRow",
    "Mark",
    "MarkEntry",
    "MarkedMeanwhile",
    "MonthRow",
    "NotMarkable",
    "Notes",
    "OpenLessonRow",
    "Permission",
    "ReactionKind",
    "RegisterEntry",
    "RegisterMended",
    "RegisterRow",
    "RegisterTaken",
    "ReportEntry",
    "ReportRow",
    "RollRow",
    "Status",
    "TaughtRow",
    "TeachingRow",
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
    "register_of",
    "take_register",
    "teaching",
    "unexplained",
    "write_notes",
]
