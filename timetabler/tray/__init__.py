"""The course tray of upper secondary: sections from choices, bars and periods, who sits where."""

from timetabler.tray.model import Course, Placement, Student, Tray, Verdict, verdict
from timetabler.tray.reopen import reopen
from timetabler.tray.search import TrayOptions, plan_tray

__all__ = [
    "Course",
    "Placement",
    "Student",
    "Tray",
    "TrayOptions",
    "Verdict",
    "plan_tray",
    "reopen",
    "verdict",
]
