"""Schools made up from a seed, for tests, examples and benchmarks."""

from timetabler.generate.campus import Campus, make_campus
from timetabler.generate.medley import medley
from timetabler.generate.school import School, make_school

__all__ = ["Campus", "School", "make_campus", "make_school", "medley"]
