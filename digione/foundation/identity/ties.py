"""Which municipalities and roles an account has today."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import orjson
from django.db.models import Q

from digione.foundation import clock
from digione.foundation.language import LocalizedText
from digione.foundation.tenancy import ask

from .models import Tie
from .roles import Role
from .rows import TieRow

# Every request asks this: written down, it costs a fifth of what putting it together would.
TIES: Final = """
SELECT tie.tenant, t.slug, t.names, t.theme, tie.person_id, tie.role
FROM identity_tie tie JOIN identity_tenant t ON t.id = tie.tenant
WHERE tie.account_id = %(account)s AND tie.role <> %(operator)s AND tie.starts_on <= %(today)s
  AND (tie.ends_on IS NULL OR tie.ends_on >= %(today)s)
ORDER BY tie.tenant, tie.role
"""


def ties_of(account_id: UUID) -> list[TieRow]:
    """Today's ties, the municipality's name and theme with them, in one statement.

    Nobody signs in as the operator: that role is a command's, named in the audit as such.
    """
    return [tie_row(found) for found in ask(TIES, asked_today(account_id))]


def asked_today(account_id: UUID) -> dict[str, Any]:
    """The values that `TIES` names."""
    return {"account": account_id, "operator": str(Role.OPERATOR), "today": clock.today()}


def tie_row(found: tuple[Any, ...]) -> TieRow:
    tenant_id, slug, names, theme, person_id, role = found
    return TieRow(tenant_id, slug, LocalizedText(orjson.loads(names)), theme, person_id, Role(role))


def account_of(tenant_id: int, person_id: UUID) -> UUID | None:
    """The account of a person, however their tie stands now."""
    ties = Tie.objects.filter(tenant_id=tenant_id, person_id=person_id)
    return ties.values_list("account_id", flat=True).first()


def persons_tied(tenant_id: int, person_ids: Iterable[UUID]) -> set[UUID]:
    """Those of `person_ids` who have an account."""
    ties = Tie.objects.filter(tenant_id=tenant_id, person_id__in=list(person_ids))
    return set(ties.values_list("person_id", flat=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """From and to, both days included; without an end until further notice."""

    starts_on: datetime.date
    ends_on: datetime.date | None = None


def tie(account_id: UUID, *, tenant_id: int, person_id: UUID, role: Role, term: Term) -> None:
    """Gives an account a role; the same tie again only moves its end."""
    Tie.objects.update_or_create(
        account_id=account_id,
        tenant_id=tenant_id,
        person_id=person_id,
        role=role,
        starts_on=term.starts_on,
        defaults={"ends_on": term.ends_on},
    )


def untie(*, tenant_id: int, person_id: UUID, role: Role, ends_on: datetime.date) -> None:
    """Ends a role; it holds through `ends_on` and no longer."""
    ties = Tie.objects.filter(tenant_id=tenant_id, person_id=person_id, role=role)
    ties.filter(Q(ends_on=None) | Q(ends_on__gt=ends_on)).filter(starts_on__lte=ends_on).update(
        ends_on=ends_on
    )
    ties.filter(starts_on__gt=ends_on).delete()


def retie(
    account_id: UUID, *, tenant_id: int, person_id: UUID, role: Role, terms: Iterable[Term]
) -> None:
    """The account holds the role in exactly these terms; others of the role are gone."""
    kept = list(terms)
    ties = Tie.objects.filter(
        account_id=account_id, tenant_id=tenant_id, person_id=person_id, role=role
    )
    ties.exclude(starts_on__in=[term.starts_on for term in kept]).delete()
    for term in kept:
        tie(account_id, tenant_id=tenant_id, person_id=person_id, role=role, term=term)
