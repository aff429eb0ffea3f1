"""Relations and reaches as SQL text, for the few questions too hot to be put together each time."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, TypeAlias
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db.models import Model, QuerySet

from digione.foundation import clock
from digione.foundation.identity.roles import Role

from .actor import Actor
from .policy import Policy

Relation: TypeAlias = Callable[[Actor], QuerySet[Any, Any]]
Written: TypeAlias = tuple[str, dict[str, Any]]

_SOMEBODY: Final = UUID(int=0xA5)
_SOMETIME: Final = datetime.datetime(1903, 2, 1, 12, tzinfo=clock.HELSINKI)
_NOTHING: Final = "SELECT NULL::uuid WHERE false"


@dataclass(frozen=True, slots=True)
class _Reach:
    """What a policy lets an actor do `permission` on, as a relation."""

    policy: Policy
    permission: str
    things: type[Model]
    column: str

    def __call__(self, actor: Actor) -> QuerySet[Any, Any]:
        reach = self.policy.reach(actor, self.permission)
        return self.things._default_manager.filter(reach).values_list(self.column)


def reach_sql(
    policy: Policy, actor: Actor, permission: str, things: type[Model], column: str = "id"
) -> Written:
    """`SELECT id …` of the `things` within reach and its parameters, for `… IN (…)`.

    Its text comes from the policy's own table, so no right is granted in two places.
    """
    return relation_sql(_Reach(policy, permission, things, column), actor)


def relation_sql(relation: Relation, actor: Actor) -> Written:
    """`SELECT …` of a relation (actor -> ids) and its parameters, all of them named.

    Put together once for each set of roles, about somebody at some time: so a relation may depend
    on the actor's person and roles, the tenant and the day, and on nothing else.
    """
    text, fixed = _written(relation, actor.tenant_id, actor.roles)
    who = {"tenant": actor.tenant_id, "actor": actor.person_id, "today": clock.today()}
    return text, {**fixed, **who}


@lru_cache(maxsize=8192)
def _written(relation: Relation, tenant_id: int, roles: frozenset[Role]) -> Written:
    somebody = Actor(tenant_id, _SOMEBODY, roles)
    with clock.held(_SOMETIME):
        try:
            text, values = relation(somebody).query.sql_with_params()
        except EmptyResultSet:
            return _NOTHING, {}
    label = re.sub(r"\W+", "_", str(getattr(relation, "__qualname__", relation)))
    fixed: dict[str, Any] = {}
    names = [_name(value, f"{label}_{n}", tenant_id, fixed) for n, value in enumerate(values)]
    return text % tuple(f"%({name})s" for name in names), fixed


def _name(value: object, name: str, tenant_id: int, fixed: dict[str, Any]) -> str:
    """Who, where and when are asked anew each time; every other value belongs to the text."""
    known = {_SOMEBODY: "actor", _SOMETIME.date(): "today"}
    if isinstance(value, UUID | datetime.date) and value in known:
        return known[value]
    if type(value) is int and value == tenant_id:
        return "tenant"
    fixed[name] = value
    return name
