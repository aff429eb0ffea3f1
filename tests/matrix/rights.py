"""Asks every room's policy who reaches what, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from digione.foundation.access import acting, policies
from digione.foundation.access.written import _written

from .cast import CAST, GONE
from .expected import EXPECTED
from .world import KINDS, World

ACTORS = (*(key for key in CAST if key not in GONE), "operator")


@dataclass(frozen=True, slots=True, order=True)
class Wrong:
    """A cell that is not as the table says."""

    permission: str
    actor: str
    thing: str
    reached: bool

    def __str__(self) -> str:
        said = "reaches" if self.reached else "no longer reaches"
        return f"{self.actor} {said} {self.thing} by {self.permission}"


def cells(world: World) -> int:
    """Every permission, actor and thing of the permission's kind in either municipality."""
    return len(ACTORS) * sum(len(world.things[right.kind]) for right in EXPECTED.values())


def wrong(world: World, permission: str, actors: Iterable[str] = ACTORS) -> list[Wrong]:
    """Where policy and table differ, of these actors."""
    found = []
    for actor in actors:
        expected = _expected(world, permission, actor)
        reached = _reached(world, permission, actor)
        found += [Wrong(permission, actor, thing, reached=True) for thing in reached - expected]
        found += [Wrong(permission, actor, thing, reached=False) for thing in expected - reached]
    return sorted(found)


def _expected(world: World, permission: str, actor: str) -> set[str]:
    right = EXPECTED[permission]
    tenant_id = world.actor(actor).tenant_id
    names = world.things[right.kind]
    own = {name for name in names if world.tenants[right.kind, name] == tenant_id}
    return right.names(actor, own)


def _reached(world: World, permission: str, actor: str) -> set[str]:
    """What the policy shows of everything there is, in names; what has none is named by its key."""
    right = EXPECTED[permission]
    model, columns = KINDS[right.kind]
    named = {key: name for name, key in world.things[right.kind].items()}
    policy = policies()[permission.split(".", maxsplit=1)[0]]
    with acting(world.actor(actor)) as asking:
        seen = policy.visible(asking, permission, model._default_manager.all())
        keys = set(seen.values_list(*columns))
    return {named.get(key, str(key)) for key in keys}


def forget_written() -> None:
    """Reaches written down as SQL are kept for each set of roles; a new policy needs new ones."""
    _written.cache_clear()
