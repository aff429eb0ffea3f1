"""One row for each change that somebody asked for with a key of their own."""

from __future__ import annotations

from django.db import models

from digione.foundation.tenancy import TenantFact


class Receipt(TenantFact):
    """The answer to a change, kept seven days; written in the same transaction as the change."""

    pk = models.CompositePrimaryKey("tenant_id", "actor_id", "key")
    actor_id = models.UUIDField()
    key = models.CharField(max_length=64)
    fingerprint = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    location = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=100, blank=True)
    body = models.BinaryField(default=b"")

    class Meta:
        indexes = [models.Index(fields=["tenant_id", "at"], name="receipts_by_age")]
