"""Accounts and ties in one go, for imports and the demo."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Final
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from digione.foundation.language import LocalizedText
from digione.foundation.tenancy import Merged, merge, merge_entries

from .models import Account, Tenant, Tie
from .roles import Role

_TIE: Final = ("id", "account_id", "tenant_id", "person_id", "role", "starts_on", "ends_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantEntry:
    id: int
    slug: str
    names: LocalizedText
    languages: list[str]
    oid: str | None = None
    theme: str = "digione"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEntry:
    """Nobody can sign in by it with a password until one is set."""

    id: UUID
    email: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TieEntry:
    id: UUID
    account_id: UUID
    tenant_id: int
    person_id: UUID
    role: Role
    starts_on: datetime.date
    ends_on: datetime.date | None = None


def load_tenants(entries: Iterable[TenantEntry]) -> Merged:
    return merge_entries(Tenant, entries)


def load_accounts(entries: Iterable[AccountEntry]) -> Merged:
    """The caller makes sure that no two accounts have one address."""
    rows = ((e.id, e.email.lower(), e.language, UNUSABLE_PASSWORD_PREFIX) for e in entries)
    columns = ("id", "email", "language", "password")
    return merge(Account, columns, rows, quiet=("password",))


def load_ties(entries: Iterable[TieEntry]) -> Merged:
    """The same tie again only moves its end."""
    rows = map(attrgetter(*_TIE), entries)
    return merge(Tie, ["tenant" if c == "tenant_id" else c for c in _TIE], rows)


def drop_ties(tenant_ids: Iterable[int]) -> None:
    """Nobody is anybody in these municipalities any more."""
    Tie.objects.filter(tenant_id__in=tenant_ids).delete()


def drop_accounts(ending: str, *, keep: Iterable[AccountEntry]) -> None:
    """Deletes accounts whose address ends so, with their sessions; `keep` stays signed in."""
    kept = {(entry.id, entry.email) for entry in keep}
    standing = Account.objects.filter(email__endswith=ending).values_list("id", "email")
    gone = [account_id for account_id, email in standing if (account_id, email) not in kept]
    Account.objects.filter(id__in=gone).delete()
