"""aSc Timetables: its XML in and out."""

from timetabler.formats.asc.read import is_asc, read_asc
from timetabler.formats.asc.write import asc_text

__all__ = ["asc_text", "is_asc", "read_asc"]
