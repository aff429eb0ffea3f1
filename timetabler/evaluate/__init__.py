"""The referee: what a plan costs, by rule and by person."""

from timetabler.evaluate.cost import Cost
from timetabler.evaluate.referee import Report, Violation, judge

__all__ = ["Cost", "Report", "Violation", "judge"]
