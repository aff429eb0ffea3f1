"""What can be done in the timetable room; each function stands in the module of its matter."""

from .changing import cancel_lesson, move_lesson, name_substitute, restore_lesson
from .planning import NewLesson, add_period, add_room, plan_lesson, start_plan
from .publishing import publish_plan, withdraw_plan

__all__ = [
    "NewLesson",
    "add_period",
    "add_room",
    "cancel_lesson",
    "move_lesson",
    "name_substitute",
    "plan_lesson",
    "publish_plan",
    "restore_lesson",
    "start_plan",
    "withdraw_plan",
]
