"""What can be asked in the enrolment room; each function stands in the module of its matter."""

from .finding import groups_found, learners_found
from .groups import group_page, groups_of_school, groups_of_teacher
from .learners import learner_page, learners_of_guardian, own_enrolment
from .members import members_of
from .rows import GroupPage, GroupRow, GroupTeacherRow, LearnerRow, MemberRow

__all__ = [
    "GroupPage",
    "GroupRow",
    "GroupTeacherRow",
    "LearnerRow",
    "MemberRow",
    "group_page",
    "groups_found",
    "groups_of_school",
    "groups_of_teacher",
    "learner_page",
    "learners_found",
    "learners_of_guardian",
    "members_of",
    "own_enrolment",
]
