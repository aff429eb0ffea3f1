"""Classes and teaching groups: a teacher's own, a school's, and one group's page."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from digione.foundation import clock
from digione.foundation.access import Actor, NotYours, Role
from digione.foundation.audit import recording
from digione.school.enrolment import models, relations
from digione.school.enrolment.policy import POLICY, Permission
from digione.school.people import public as people

from .members import members_of
from .rows import GroupPage, GroupRow, GroupTeacherRow

_ROW = ("id", "name", "kind", "grade", "school_id", "school__names")
_FIELDS = ("group_id", "name", "kind", "grade", "school_id", "school")


def groups_of_teacher(actor: Actor) -> list[GroupRow]:
    """The groups that the actor answers for today; one's own class comes first."""
    duty = models.GroupTeacher.objects.filter(
        group_id=OuterRef("id"), teacher_id=actor.person_id, span__contains=clock.today()
    ).order_by("duty")
    own = models.Group.objects.filter(id__in=relations.groups_taught(actor))
    groups = POLICY.visible(actor, Permission.MEMBERS, own)
    rows = (
        groups.annotate(size=_size(), own_duty=Subquery(duty.values("duty")[:1]))
        .order_by("own_duty", "sort_key", "id")
        .values_list(*_ROW, "size", "own_duty")
    )
    return [GroupRow(**dict(zip((*_FIELDS, "members", "duty"), row, strict=True))) for row in rows]


def groups_of_school(actor: Actor, school_id: UUID) -> list[GroupRow]:
    """A school's groups of this year whose members the actor may see, classes first.

    Learners whose place is hidden are not counted, as they are not on the class list.
    """
    groups = POLICY.visible(actor, Permission.MEMBERS, models.Group.objects.all())
    rows = (
        groups.filter(school_id=school_id, school_year__span__contains=clock.today())
        .order_by("kind", "sort_key", "id")
        .values_list(*_ROW)
    )
    found = list(rows)
    sizes = _sizes(actor, [row[0] for row in found])
    return [
        GroupRow(**dict(zip(_FIELDS, row, strict=True)), members=sizes[row[0]]) for row in found
    ]


def _sizes(actor: Actor, group_ids: list[UUID]) -> Counter[UUID]:
    members = models.Membership.objects.filter(group_id__in=group_ids, span__contains=clock.today())
    places = list(members.values_list("group_id", "learner_id"))
    hidden = people.hidden_places(actor, (learner_id for _, learner_id in places))
    return Counter(group_id for group_id, learner_id in places if learner_id not in hidden)


def _size() -> Coalesce:
    """How many are in the group; to be asked for its own teachers only, who see everyone."""
    members = models.Membership.objects.filter(
        group_id=OuterRef("id"), span__contains=clock.today()
    )
    counted = members.order_by().values("group_id").annotate(number=Count("id")).values("number")
    return Coalesce(Subquery(counted), 0)


def group_page(actor: Actor, group_id: UUID) -> GroupPage:
    """One group; raises `NotYours` where it is out of the actor's reach."""
    groups = models.Group.objects.select_related("school", "school_year", "course")
    group = POLICY.find(actor, Permission.GROUP, groups, id=group_id)
    may_see = _may(actor, Permission.MEMBERS, group_id)
    if not may_see:
        _require_a_shown_place(actor, group_id)
    return GroupPage(
        group_id=group.id,
        name=group.name,
        kind=group.kind,
        grade=group.grade,
        school_id=group.school.id,
        school=group.school.names,
        school_year=group.school_year.name,
        course=group.course.names if group.course else None,
        version=group.version,
        teachers=tuple(_teachers(actor, group_id)),
        members=tuple(members_of(actor, [group_id], clock.today())) if may_see else None,
        may_change=_may(actor, Permission.CHANGE, group_id),
    )


def _may(actor: Actor, permission: Permission, group_id: UUID) -> bool:
    groups = models.Group.objects.filter(id=group_id)
    return POLICY.visible(actor, permission, groups).exists()


def _require_a_shown_place(actor: Actor, group_id: UUID) -> None:
    """A learner or guardian reaches a group through a learner whose place they may see."""
    learners = models.Membership.objects.filter(group_id=group_id, span__contains=clock.today())
    own = set(_own(actor, learners).values_list("learner_id", flat=True))
    shown = own - people.hidden_places(actor, own)
    if not shown:
        raise NotYours(group_id)
    recording.saw("enrolment.group", shown, object_id=group_id)


def _own(
    actor: Actor, learners: QuerySet[models.Membership]
) -> QuerySet[models.Membership, models.Membership]:
    if Role.GUARDIAN in actor.roles:
        return learners.filter(learner_id__in=people.children_of(actor)) | learners.filter(
            learner_id=actor.person_id
        )
    return learners.filter(learner_id=actor.person_id)


def _teachers(actor: Actor, group_id: UUID) -> list[GroupTeacherRow]:
    """Who teaches a group, as those may know who may see it: not who is protected."""
    rows = list(
        models.GroupTeacher.objects.filter(group_id=group_id, span__contains=clock.today())
        .order_by("duty", "teacher__sort_key", "teacher_id")
        .annotate(call_name=F("teacher__call_name"), family_name=F("teacher__family_name"))
        .values("teacher_id", "call_name", "family_name", "duty")
    )
    hidden = people.hidden_places(actor, [row["teacher_id"] for row in rows])
    shown = [row for row in rows if row["teacher_id"] not in hidden]
    recording.saw("enrolment.teachers", [row["teacher_id"] for row in shown], object_id=group_id)
    return [GroupTeacherRow(**row) for row in shown]
