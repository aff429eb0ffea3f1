"""Accounts hold their roles exactly as long as guardianships and employments say."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias
from uuid import UUID

from digione.foundation.access import Role
from digione.foundation.identity.loading import TieEntry
from digione.foundation.tenancy import Days

from .fixed import fixed
from .rows import World

_Holder: TypeAlias = tuple[int, UUID, Role]
_Term: TypeAlias = tuple[datetime.date, datetime.date | None]


def give_terms(world: World) -> None:
    """Learners are tied by their study, and stay as they are."""
    held = _held(world)
    world.ties[:] = [new for tie in world.ties for new in _terms(tie, held)]


def _held(world: World) -> Mapping[_Holder, Sequence[Days]]:
    held: defaultdict[_Holder, list[Days]] = defaultdict(list)
    for rows in world.rows.values():
        tenant = rows.tenant.id
        for ward in rows.guardianships:
            held[tenant, ward.guardian_id, Role.GUARDIAN].append(ward.span)
        for post in rows.employments:
            held[tenant, post.person_id, Role(post.role)].append(post.span)
    return held


def _terms(tie: TieEntry, held: Mapping[_Holder, Sequence[Days]]) -> Iterator[TieEntry]:
    spans = held.get((tie.tenant_id, tie.person_id, Role(tie.role)))
    if not spans:
        yield tie
        return
    for number, (starts_on, ends_on) in enumerate(_joined(spans)):
        own = fixed("term", tie.id, number) if number else tie.id
        yield replace(tie, id=own, starts_on=starts_on, ends_on=ends_on)


def _joined(spans: Iterable[Days]) -> list[_Term]:
    """Both days of each included; spans that touch or overlap are one."""
    terms: list[_Term] = []
    day = datetime.timedelta(1)
    for span in sorted(spans, key=lambda each: each.lower or datetime.date.min):
        starts_on, last = span.lower or datetime.date.min, span.upper and span.upper - day
        if terms and (terms[-1][1] is None or starts_on <= terms[-1][1] + day):
            ends = terms[-1][1], last
            terms[-1] = terms[-1][0], None if None in ends else max(end for end in ends if end)
        else:
            terms.append((starts_on, last))
    return terms
