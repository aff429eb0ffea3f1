"""Who is in a group on a day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from uuid import UUID

from digione.foundation.access import Actor
from digione.foundation.audit import recording
from digione.school.enrolment import models, rules
from digione.school.enrolment.policy import POLICY, Permission
from digione.school.people import public as people

from .rows import MemberRow


def members_of(actor: Actor, group_ids: Iterable[UUID], day: datetime.date) -> list[MemberRow]:
    """Members of those groups whose members the actor may see, in alphabetical order.

    To be on the list is to be at that place, so learners whose place is hidden are not on it.
    """
    groups = POLICY.visible(actor, Permission.MEMBERS, models.Group.objects.all())
    found = list(
        models.Membership.objects.filter(
            group_id__in=groups.filter(id__in=list(group_ids)).values("id"), span__contains=day
        )
        .order_by("learner__sort_key", "learner_id")
        .values_list("group_id", "learner_id", "learner__call_name", "learner__family_name", "span")
    )
    learners = {learner_id for _, learner_id, *_ in found}
    hidden = people.hidden_places(actor, learners) if learners else frozenset()
    if learners - hidden:
        recording.saw("enrolment.members", learners - hidden)
    return [
        MemberRow(
            group_id=group_id,
            learner_id=learner_id,
            call_name=call_name,
            family_name=family_name,
            initials=rules.initials(call_name, family_name),
            starts_on=span.lower,
            ends_on=span.upper and span.upper - datetime.timedelta(days=1),
        )
        for group_id, learner_id, call_name, family_name, span in found
        if learner_id not in hidden
    ]
