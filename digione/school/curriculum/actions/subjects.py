"""Taking national subjects into use, and adding a municipality's own."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, transaction

from digione.foundation.access import Actor
from digione.foundation.language import LocalizedText
from digione.school.curriculum import models, rules
from digione.school.curriculum.policy import POLICY, Permission

SUBJECTS = "koskioppiaineetyleissivistava"


@transaction.atomic
def adopt_national_subjects(actor: Actor, *, codes: Iterable[str] = ()) -> dict[str, UUID]:
    """Makes subjects of the national codes (of all of them); those here already stay as they are.

    Answers with the ids of all of the municipality's subjects by code.
    """
    known = dict(models.Subject.objects.values_list("code", "id"))
    wanted = models.Code.objects.filter(code_set=SUBJECTS).exclude(value__in=known)
    if chosen := list(codes):
        wanted = wanted.filter(value__in=chosen)
    fresh = [
        models.Subject(code=c.value, names=c.names, colour=rules.colour_of(c.value))
        for c in wanted.order_by("value")
    ]
    models.Subject.objects.bulk_create(fresh)
    if fresh:
        POLICY.require(actor, Permission.CHANGE, fresh[0])
    return {**known, **{subject.code: subject.id for subject in fresh}}


@transaction.atomic
def add_subject(actor: Actor, *, code: str, names: LocalizedText, colour: str = "") -> UUID:
    """A subject of the municipality's own; without a colour it gets one for good."""
    rules.check_code(code)
    colour = rules.check_colour(colour or rules.colour_of(code))
    try:
        with transaction.atomic():
            subject = models.Subject.objects.create(code=code, names=names, colour=colour)
    except IntegrityError as refusal:
        raise rules.CodeTaken(code) from refusal
    POLICY.require(actor, Permission.CHANGE, subject)
    return subject.id


@transaction.atomic
def colour_subject(actor: Actor, *, subject_id: UUID, colour: str) -> UUID:
    rules.check_colour(colour)
    POLICY.find(actor, Permission.CHANGE, models.Subject.objects.all(), id=subject_id)
    models.Subject.objects.filter(id=subject_id).update(colour=colour)
    return subject_id


@transaction.atomic
def add_course(
    actor: Actor, *, subject_id: UUID, code: str, names: LocalizedText, grade: int | None = None
) -> UUID:
    """A part of the subject that is taught as one."""
    POLICY.find(actor, Permission.CHANGE, models.Subject.objects.all(), id=subject_id)
    try:
        with transaction.atomic():
            course = models.Course.objects.create(
                subject_id=subject_id, code=code, names=names, grade=grade
            )
    except IntegrityError as refusal:
        raise rules.CodeTaken(code) from refusal
    return course.id
