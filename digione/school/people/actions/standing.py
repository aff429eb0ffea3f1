"""Tells identity which roles a person holds from when to when, so that rights act at once."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from digione.foundation.access import Actor, Role
from digione.foundation.identity import ties
from digione.school.people.models import Employment, Guardianship
from digione.school.people.rules import Span, joined


def tie_person(actor: Actor, person_id: UUID, *, account_id: UUID | None = None) -> None:
    """Ties the person's account (a new one, or theirs) for exactly their present terms."""
    account = account_id or ties.account_of(actor.tenant_id, person_id)
    if account is None:
        return
    for role, spans in _spans(person_id).items():
        ties.retie(
            account,
            tenant_id=actor.tenant_id,
            person_id=person_id,
            role=role,
            terms=[ties.Term(starts_on=s.start, ends_on=s.last_day) for s in joined(spans)],
        )


def _spans(person_id: UUID) -> dict[Role, list[Span]]:
    spans: defaultdict[Role, list[Span]] = defaultdict(list)
    for span in Guardianship.objects.filter(guardian_id=person_id).values_list("span", flat=True):
        spans[Role.GUARDIAN].append(as_span(span))
    held = Employment.objects.filter(person_id=person_id).values_list("role", "span")
    for role, span in held:
        spans[Role(role)].append(as_span(span))
    return spans


def as_span(stored: Any) -> Span:
    """PostgreSQL gives day ranges as [from, to)."""
    return Span(stored.lower, stored.upper)
