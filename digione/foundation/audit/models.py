"""The two tables of the audit: what happened, and every person whose data it was."""

from __future__ import annotations

from django.db import models

from digione.foundation.tenancy import TenantFact, TenantForeignKey, TenantModel


class Deed(models.TextChoices):
    READ = "read"
    WRITE = "write"
    REFUSED = "refused"


class Event(TenantModel):
    """Somebody did something; the id carries the moment (UUIDv7). Kept for five years."""

    at = models.DateTimeField()
    deed = models.CharField(max_length=8, choices=Deed.choices)
    what = models.CharField(max_length=80)
    account_id = models.UUIDField(null=True)
    actor_id = models.UUIDField()
    actor_name = models.CharField(max_length=60, blank=True)
    roles = models.CharField(max_length=120)
    purpose = models.CharField(max_length=200)
    object_id = models.UUIDField(null=True)
    address = models.CharField(max_length=45)
    request_id = models.CharField(max_length=36)

    class Meta:
        indexes = [models.Index(fields=["tenant_id", "actor_id", "id"], name="audit_by_actor")]


class About(TenantFact):
    """An event was about this person."""

    pk = models.CompositePrimaryKey("tenant_id", "person_id", "event_id")
    person_id = models.UUIDField()
    event = TenantForeignKey(Event)
