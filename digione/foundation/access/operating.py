"""The operator: whoever runs the installation, at work for one municipality and audited as such."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied

from digione.foundation.identity.roles import Role
from digione.foundation.tenancy import current_tenant

from .actor import Actor


def operator(tenant_id: int, name: str) -> Actor:
    """`name` says which command works, such as `operator:import`; it is nobody's person."""
    return Actor(tenant_id, UUID(int=0), frozenset({Role.OPERATOR}), name=name)


def require_operator(actor: Actor) -> None:
    """Loaders write whole tables, so they serve the operator alone, in the actor's municipality."""
    if Role.OPERATOR not in actor.roles or actor.tenant_id != current_tenant():
        raise PermissionDenied("loading is the operator's work")
