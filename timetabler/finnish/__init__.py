"""Rules that Finnish schools speak of, said with the kinds of rule that the solvers know."""

from timetabler.finnish.groups import academic_load, band, part_time_days, same_room, stay_put
from timetabler.finnish.substitutes import Candidate, substitutes

__all__ = [
    "Candidate",
    "academic_load",
    "band",
    "part_time_days",
    "same_room",
    "stay_put",
    "substitutes",
]
