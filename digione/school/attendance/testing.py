"""Marks and registers for the tests of other rooms and of the desks."""

from __future__ import annotations

import datetime
from uuid import UUID

from digione.foundation import clock

from . import models


def missed(
    lesson_id: UUID, learner_id: UUID, *, by: UUID, day: datetime.date | None = None, told: str = ""
) -> None:
    """The learner was absent; without `told` nobody has explained it."""
    models.Mark.objects.create(
        lesson_id=lesson_id,
        day=day or clock.today(),
        learner_id=learner_id,
        status=models.Status.ABSENT,
        absence_class=told,
        class_version=1 if told else None,
        marked_by_id=by,
        marked_at=clock.now(),
    )


def reacted(learner_id: UUID, *, by: UUID) -> None:
    """The school has called the home about today."""
    models.Reaction.objects.create(
        learner_id=learner_id,
        day=clock.today(),
        kind=models.ReactionKind.CALLED,
        noted_by_id=by,
        noted_at=clock.now(),
    )


def taken(
    lesson_id: UUID, *, by: UUID, day: datetime.date | None = None, homework: str = ""
) -> None:
    """The register of a lesson has been taken."""
    models.Register.objects.create(
        lesson_id=lesson_id,
        day=day or clock.today(),
        taken_by_id=by,
        taken_at=clock.now(),
        homework=homework,
    )
