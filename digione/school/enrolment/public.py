"""The door of the enrolment room."""

from .actions import (
    GroupFacts,
    add_member,
    change_state,
    enrol,
    move_member,
    open_group,
    put_teacher,
    release_teacher,
    remove_member,
    rename_group,
)
from .events import GroupChanged, LearnerEnrolled, StudyStateChanged
from .models import GroupDuty, GroupKind, StudyState
from .policy import Permission
from .queries import (
    GroupPage,
    GroupRow,
    GroupTeacherRow,
    LearnerRow,
    MemberRow,
    group_page,
    groups_of_school,
    groups_of_teacher,
    learner_page,
    learners_of_guardian,
    members_of,
    own_enrolment,
)
from .relations import (
    groups_of,
    groups_taught,
    learners_in,
    learners_of_schools,
    learners_taught,
)
from .rules import Days, Refused

__all__ = [
    "Days",
    "GroupChanged",
    "GroupDuty",
    "GroupFacts",
    "GroupKind",
    "GroupPage",
    "GroupRow",
    "GroupTeacherRow",
    "LearnerEnrolled",
    "LearnerRow",
    "MemberRow",
    "Permission",
    "Refused",
    "StudyState",
    "StudyStateChanged",
    "add_member",
    "change_state",
    "enrol",
    "group_page",
    "groups_of",
    "groups_of_school",
    "groups_of_teacher",
    "groups_taught",
    "learner_page",
    "learners_in",
    "learners_of_guardian",
    "learners_of_schools",
    "learners_taught",
    "members_of",
    "move_member",
    "open_group",
    "own_enrolment",
    "put_teacher",
    "release_teacher",
    "remove_member",
    "rename_group",
]
