"""What can be done in the enrolment room; each function stands in the module of its matter."""

from .groups import GroupFacts, open_group, rename_group
from .members import add_member, move_member, remove_member
from .study_rights import change_state, enrol
from .teachers import put_teacher, release_teacher

__all__ = [
    "GroupFacts",
    "add_member",
    "change_state",
    "enrol",
    "move_member",
    "open_group",
    "put_teacher",
    "release_teacher",
    "remove_member",
    "rename_group",
]
