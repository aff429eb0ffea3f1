"""Schools made up from a seed, for tests, examples and benchmarks."""

from timetabler.generate.medley import medley
from timetabler.generate.school import School, make_school

__all__ = ["School", "make_school", "medley"]
