"""FET, the free timetabling program: its .fet files in and out."""

from timetabler.formats.fet.read import read_fet
from timetabler.formats.fet.write import fet_text

__all__ = ["fet_text", "read_fet"]
