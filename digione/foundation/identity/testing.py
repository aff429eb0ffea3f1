"""Builders of municipalities and accounts that any test may use."""

from __future__ import annotations

import datetime
from typing import Final
from uuid import UUID

from digione.foundation.language import LocalizedText

from .models import Account, Tenant
from .roles import Role
from .ties import Term, tie

SINCE: Final = datetime.date(2020, 8, 1)


def a_municipality(tenant_id: int = 7, slug: str = "koivula") -> Tenant:
    """Koivula, or another; the same one again where it stands already."""
    names = LocalizedText(fi=slug.title(), sv=slug.title(), en=slug.title())
    tenant, _ = Tenant.objects.get_or_create(id=tenant_id, defaults={"slug": slug, "names": names})
    return tenant


def an_account(email: str = "sanna.korhonen@example.fi", password: str | None = None) -> Account:
    return Account.objects.create_user(email, password)


def tied(account: Account, person_id: UUID, role: Role, *, tenant_id: int = 7) -> None:
    """The account is the person, in this role, until further notice."""
    term = Term(starts_on=SINCE)
    tie(account.id, tenant_id=tenant_id, person_id=person_id, role=role, term=term)
