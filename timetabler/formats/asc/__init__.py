"""aSc Timetables: its XML in and out."""

from timetabler.formats.asc.read import asc_source
from timetabler.formats.asc.write import asc_text

__all__ = ["asc_source", "asc_text"]
