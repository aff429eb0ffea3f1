"""National tables: who may sign in, and in which municipality they are whom."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from digione.foundation.language import LocalizedField
from digione.foundation.tenancy import NationalModel, uuid7

from .roles import Role
from .rows import TieRow


class Tenant(NationalModel):
    """A municipality, or another education provider, that keeps its own data here."""

    id = models.PositiveIntegerField(primary_key=True)
    slug = models.SlugField(max_length=50, unique=True)
    names = LocalizedField()
    oid = models.CharField(max_length=40, unique=True, null=True)
    languages = models.JSONField(default=list)
    theme = models.SlugField(max_length=30, default="digione")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id__gte=1), name="identity_tenant_counts_up")
        ]

    def __str__(self) -> str:
        return self.slug


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None) -> Account:
        """An account that signs in by `email`; without a password it cannot until it sets one."""
        account = self.model(email=email.strip().lower())
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser, NationalModel):
    """One person's way in, however many municipalities and roles they have."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=2, blank=True, default="")
    theme = models.CharField(max_length=5, default="auto")

    ties: tuple[TieRow, ...] | None = None  # today's, where they came along with the account

    objects = AccountManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return str(self.id)


class Tie(NationalModel):
    """In one municipality, and for a time, this account is this person in this role.

    Read before any municipality is entered, so it stands outside the wall and says nothing else
    about the person.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", db_column="tenant")
    person_id = models.UUIDField()
    role = models.CharField(max_length=30, choices=Role.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "tenant", "person_id", "role", "starts_on"],
                name="identity_tie_once",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="identity_tie_ends_after_it_starts",
            ),
        ]
        indexes = [models.Index(fields=["tenant", "person_id"], name="identity_tie_by_person")]


class Remembered(NationalModel):
    """What Django's cache keeps for all processes: attempts to sign in, codes used already.

    Django's database cache knows its columns; the model is here so that they ride in a migration.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "identity_remembered"
