"""Files that other tools read and write; ending and contents of a file tell the format."""

from timetabler.formats.faults import InputFault
from timetabler.formats.forms import (
    WRITERS,
    check_writable,
    form_of,
    read_problem,
    text_of,
    written,
)
from timetabler.formats.source import Source

__all__ = [
    "WRITERS",
    "InputFault",
    "Source",
    "check_writable",
    "form_of",
    "read_problem",
    "text_of",
    "written",
]
