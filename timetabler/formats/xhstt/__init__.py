"""XHSTT, the public format of school timetabling: archives of instances and their solutions."""

from timetabler.formats.xhstt.archive import Archive, archive_of, read_archive
from timetabler.formats.xhstt.write import instance_node, with_solution

__all__ = ["Archive", "archive_of", "instance_node", "read_archive", "with_solution"]
