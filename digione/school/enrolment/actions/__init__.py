"""What can be done in the enrolment room; each function stands in the module of its matter."""

from .groups import GroupFacts, open_group, rename_group
from .loading import (
    GroupEntry,
    GroupTeacherEntry,
    MembershipEntry,
    StudyPeriodEntry,
    StudyRightEntry,
    load_group_teachers,
    load_groups,
    load_memberships,
    load_study_periods,
    load_study_rights,
)
from .members import add_member, move_member, remove_member
from .study_rights import change_state, enrol
from .teachers import put_teacher, release_teacher

__all__ = [
    "GroupEntry",
    "GroupFacts",
    "GroupTeacherEntry",
    "MembershipEntry",
    "StudyPeriodEntry",
    "StudyRightEntry",
    "add_member",
    "change_state",
    "enrol",
    "load_group_teachers",
    "load_groups",
    "load_memberships",
    "load_study_periods",
    "load_study_rights",
    "move_member",
    "open_group",
    "put_teacher",
    "release_teacher",
    "remove_member",
    "rename_group",
]
