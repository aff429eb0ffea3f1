"""What can be done in the timetable room; each function stands in the module of its matter."""

from .changing import cancel_lesson, move_lesson, name_substitute, restore_lesson
from .loading import (
    DayChangeEntry,
    DayPeriodEntry,
    LessonEntry,
    LessonGroupEntry,
    LessonTeacherEntry,
    PlanEntry,
    RoomEntry,
    load_day_changes,
    load_day_periods,
    load_lesson_groups,
    load_lesson_teachers,
    load_lessons,
    load_plans,
    load_rooms,
)
from .planning import NewLesson, add_period, add_room, plan_lesson, start_plan
from .publishing import publish_plan, withdraw_plan

__all__ = [
    "DayChangeEntry",
    "DayPeriodEntry",
    "LessonEntry",
    "LessonGroupEntry",
    "LessonTeacherEntry",
    "NewLesson",
    "PlanEntry",
    "RoomEntry",
    "add_period",
    "add_room",
    "cancel_lesson",
    "load_day_changes",
    "load_day_periods",
    "load_lesson_groups",
    "load_lesson_teachers",
    "load_lessons",
    "load_plans",
    "load_rooms",
    "move_lesson",
    "name_substitute",
    "plan_lesson",
    "publish_plan",
    "restore_lesson",
    "start_plan",
    "withdraw_plan",
]
