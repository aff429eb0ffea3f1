"""The envelope of every fact; ids only, so it may stand outside the wall."""

from __future__ import annotations

from django.db import models

from digione.foundation.tenancy import NationalModel, uuid7


class Envelope(NationalModel):
    """A fact on its way: told to each hearer once, tried again with growing pauses, then parked."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    facts = models.JSONField()
    actor = models.CharField(max_length=60, default="-")
    language = models.CharField(max_length=2, default="fi")
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                name="outbox_waiting",
                condition=models.Q(told_at=None, parked_at=None),
            )
        ]


class Heard(NationalModel):
    """One hearer has done its part for one fact."""

    envelope = models.ForeignKey(Envelope, models.CASCADE, related_name="+")
    hearer = models.CharField(max_length=250)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["envelope", "hearer"], name="outbox_heard_once")
        ]
