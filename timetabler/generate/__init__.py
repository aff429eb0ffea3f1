"""Schools made up from a seed, for tests, examples and benchmarks."""

from timetabler.generate.campus import Campus, make_campus
from timetabler.generate.college import College, make_college
from timetabler.generate.medley import medley
from timetabler.generate.school import School, make_school

__all__ = ["Campus", "College", "School", "make_campus", "make_college", "make_school", "medley"]
