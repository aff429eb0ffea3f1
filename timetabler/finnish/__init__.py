"""Rules that Finnish schools speak of, said with the kinds of rule that every solver knows.

Each function takes a problem and `Terms` (whose rule, what it weighs) and returns the problem with
the rule, its sentences in Finnish, Swedish and English included.
"""

from timetabler.finnish.change import stay_put
from timetabler.finnish.days import (
    academic_load,
    days_between,
    lunch_break,
    part_time_days,
    transport,
)
from timetabler.finnish.groups import band, split_group, staggered
from timetabler.finnish.lunch import lunch_waves
from timetabler.finnish.pairs import co_teaching
from timetabler.finnish.places import (
    capacity,
    elsewhere,
    one_place_a_day,
    same_room,
    travel,
    turns,
)
from timetabler.finnish.terms import Terms
from timetabler.finnish.weeks import by_week

__all__ = [
    "Terms",
    "academic_load",
    "band",
    "by_week",
    "capacity",
    "co_teaching",
    "days_between",
    "elsewhere",
    "lunch_break",
    "lunch_waves",
    "one_place_a_day",
    "part_time_days",
    "same_room",
    "split_group",
    "staggered",
    "stay_put",
    "transport",
    "travel",
    "turns",
]
