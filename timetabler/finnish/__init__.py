"""Rules that Finnish schools speak of, said with the kinds of rule that the solvers know."""

from timetabler.finnish.groups import academic_load, band, part_time_days, same_room, stay_put

__all__ = [
    "academic_load",
    "band",
    "part_time_days",
    "same_room",
    "stay_put",
]
