"""Learners and groups whose name begins so, within the asker's reach."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from digione.foundation import clock
from digione.foundation.access import Actor
from digione.foundation.audit import recording
from digione.foundation.language import sort_key
from digione.school.enrolment import models, rules
from digione.school.enrolment.policy import POLICY, Permission
from digione.school.people import public as people

from .rows import GroupRow, LearnerRow

_LAST: Final = "\U0010ffff"
_GROUP: Final = ("id", "name", "kind", "grade", "school_id", "school__names")


def learners_found(
    actor: Actor, words: str, *, after: str = "", limit: int = 25
) -> tuple[list[LearnerRow], str]:
    """A page of learners, family name first, and the key that the next page begins after.

    To be found is to be at the asker's school, so whose place is hidden from them is not found.
    The range of keys, unlike a pattern, lets the index work behind the tenant wall.
    """
    key = sort_key(*words.split())
    if not key:
        return [], ""
    rights = models.StudyRight.objects.filter(
        span__contains=clock.today(), learner__sort_key__gte=key, learner__sort_key__lt=key + _LAST
    )
    found = _after(POLICY.visible(actor, Permission.LEARNER, rights), after)
    rows = list(
        found.order_by("learner__sort_key", "learner_id", "school_id").values_list(
            "learner__sort_key",
            "learner_id",
            "learner__call_name",
            "learner__family_name",
            "school_id",
            "school__names",
        )[: limit + 1]
    )
    hidden = people.hidden_places(actor, [row[1] for row in rows])
    learners = {row[1]: _learner(*row[1:]) for row in rows[:limit] if row[1] not in hidden}
    if learners:
        recording.saw("enrolment.search", learners)
    return list(learners.values()), rows[limit - 1][0] if len(rows) > limit else ""


def groups_found(actor: Actor, words: str, *, limit: int = 10) -> list[GroupRow]:
    """Groups of this school year whose members the asker may see."""
    key = sort_key(*words.split())
    if not key:
        return []
    groups = models.Group.objects.filter(
        school_year__span__contains=clock.today(), sort_key__gte=key, sort_key__lt=key + _LAST
    )
    seen = POLICY.visible(actor, Permission.MEMBERS, groups).order_by("sort_key", "id")
    return [
        GroupRow(
            group_id=row[0],
            name=row[1],
            kind=row[2],
            grade=row[3],
            school_id=row[4],
            school=row[5],
            members=0,
        )
        for row in seen.values_list(*_GROUP)[:limit]
    ]


def _after(rights: QuerySet[models.StudyRight], key: str) -> QuerySet[models.StudyRight]:
    return rights.filter(learner__sort_key__gt=key) if key else rights


def _learner(
    learner_id: UUID, call_name: str, family_name: str, school_id: UUID, school: object
) -> LearnerRow:
    return LearnerRow(
        learner_id=learner_id,
        call_name=call_name,
        family_name=family_name,
        initials=rules.initials(call_name, family_name),
        school_id=school_id,
        school=school,  # type: ignore[arg-type]  # a LocalizedText; values_list hides the type
    )
