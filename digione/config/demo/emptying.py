"""Takes the two municipalities out of the database again, before another world moves in."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import TopologicalSorter

from django.apps import apps

from digione.foundation.access import acting, operator
from digione.foundation.identity.loading import drop_accounts, drop_ties
from digione.foundation.tenancy import TenantFact

from .people import POST
from .rows import World

_KEPT = frozenset({"audit"})  # what was done stays written down, and cannot be deleted


def empty(world: World) -> Iterator[str]:
    """Names each table as it is emptied; accounts of the new world may stay."""
    tenants = [rows.tenant.id for rows in world.rows.values()]
    drop_ties(tenants)
    for model in tables():
        for tenant_id in tenants:
            with acting(operator(tenant_id, "operator:demo")):
                rows = model._default_manager.all()
                rows._raw_delete(rows.db)
        yield model._meta.db_table
    drop_accounts(POST, keep=world.accounts)


def tables() -> list[type[TenantFact]]:
    """Every table of a municipality, those that refer to others before the others."""
    mine = {
        model
        for model in apps.get_models()
        if issubclass(model, TenantFact) and model._meta.app_label not in _KEPT
    }
    order = TopologicalSorter(
        {
            model: {
                field.related_model
                for field in model._meta.concrete_fields
                if field.related_model in mine and field.related_model is not model
            }
            for model in mine
        }
    )
    return list(order.static_order())[::-1]
